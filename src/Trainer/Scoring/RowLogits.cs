using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Engines;

namespace MlNetShallow.Scoring;

/// <summary>The logits of the row that a cursor or row stands on, computed once a position. For one thread.</summary>
internal abstract class RowLogits
{
    public static RowLogits Create(DataViewRow input, NetworkInputs columns, ShallowNetwork<float> network)
        => HoldsBytes(columns.Features)
            ? new RowLogits<byte>(input, columns, network)
            : new RowLogits<float>(input, columns, network);

    /// <summary>n2 logits, which stay until the row moves.</summary>
    public abstract ReadOnlySpan<float> Current();

    protected static bool HoldsBytes(DataViewSchema.Column features)
        => ((VectorDataViewType)features.Type).ItemType.Equals(NumberDataViewType.Byte);
}

/// <inheritdoc/>
internal sealed class RowLogits<TElement>(DataViewRow input, NetworkInputs columns, ShallowNetwork<float> network)
    : RowLogits
    where TElement : unmanaged, INumber<TElement>
{
    private readonly ValueGetter<VBuffer<TElement>> _getFeatures = input.GetGetter<VBuffer<TElement>>(columns.Features);
    private readonly ValueGetter<float>? _getOffset = columns.OffsetGetter(input);
    private readonly RowScorer<float> _scorer = network.CreateScorer();
    private readonly float[] _logits = new float[network.Shape.Outputs];
    private VBuffer<TElement> _features;
    private long _position = long.MinValue;

    public override ReadOnlySpan<float> Current()
    {
        if (_position != input.Position)
        {
            _getFeatures(ref _features);
            _scorer.Logits(in _features, columns.Features.Name, _logits);
            if (_getOffset is not null)
            {
                float offset = 0;
                _getOffset(ref offset);
                _logits[0] = NetworkInputs.Add(_logits[0], offset);
            }

            _position = input.Position;
        }

        return _logits;
    }
}
