using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Engines;

namespace MlNetShallow.Scoring;

/// <summary>The logits of the row that a cursor or row stands on, computed once a position. For one thread.</summary>
internal abstract class RowLogits
{
    public static RowLogits Create(DataViewRow input, DataViewSchema.Column features, ShallowNetwork<float> network)
        => HoldsBytes(features)
            ? new RowLogits<byte>(input, features, network)
            : new RowLogits<float>(input, features, network);

    /// <summary>n2 logits, which stay until the row moves.</summary>
    public abstract ReadOnlySpan<float> Current();

    protected static bool HoldsBytes(DataViewSchema.Column features)
        => ((VectorDataViewType)features.Type).ItemType.Equals(NumberDataViewType.Byte);
}

/// <inheritdoc/>
internal sealed class RowLogits<TElement>(DataViewRow input, DataViewSchema.Column column, ShallowNetwork<float> network)
    : RowLogits
    where TElement : unmanaged, INumber<TElement>
{
    private readonly ValueGetter<VBuffer<TElement>> _getFeatures = input.GetGetter<VBuffer<TElement>>(column);
    private readonly RowScorer<float> _scorer = network.CreateScorer();
    private readonly float[] _logits = new float[network.Shape.Outputs];
    private VBuffer<TElement> _features;
    private long _position = long.MinValue;

    public override ReadOnlySpan<float> Current()
    {
        if (_position != input.Position)
        {
            _getFeatures(ref _features);
            _scorer.Logits(in _features, column.Name, _logits);
            _position = input.Position;
        }

        return _logits;
    }
}
