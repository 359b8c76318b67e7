using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Engines;

namespace MlNetShallow.Scoring;

/// <summary>The logit of the row that a cursor or row stands on, computed once a position. For one thread.</summary>
internal abstract class RowLogit
{
    public static RowLogit Create(DataViewRow input, DataViewSchema.Column features, ShallowNetwork<float> network)
        => HoldsBytes(features)
            ? new RowLogit<byte>(input, features, network)
            : new RowLogit<float>(input, features, network);

    public abstract float Current();

    protected static bool HoldsBytes(DataViewSchema.Column features)
        => ((VectorDataViewType)features.Type).ItemType.Equals(NumberDataViewType.Byte);
}

/// <inheritdoc/>
internal sealed class RowLogit<TElement>(DataViewRow input, DataViewSchema.Column column, ShallowNetwork<float> network) : RowLogit
    where TElement : unmanaged, INumber<TElement>
{
    private readonly ValueGetter<VBuffer<TElement>> _getFeatures = input.GetGetter<VBuffer<TElement>>(column);
    private readonly RowScorer<float> _scorer = network.CreateScorer();
    private VBuffer<TElement> _features;
    private long _position = long.MinValue;
    private float _logit;

    public override float Current()
    {
        if (_position != input.Position)
        {
            _getFeatures(ref _features);
            _logit = _scorer.Logit(in _features, column.Name);
            _position = input.Position;
        }

        return _logit;
    }
}
