using System.Numerics;
using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>One example as it is read.</summary>
internal sealed class ExampleRow<TElement>
{
    public float Label;
    public float Weight;
    public float Offset;
    public VBuffer<TElement> Features;
}

/// <summary>Examples that have been read.</summary>
internal sealed class ExampleBlock<TElement>(FeatureCollector<TElement> features)
    where TElement : unmanaged, INumber<TElement>
{
    private readonly List<float> _labels = [];
    private readonly List<float> _weights = [];
    private bool _isWeighted;

    public FeatureCollector<TElement> Features => features;

    public int Rows => _labels.Count;

    /// <summary>About how much memory the features take.</summary>
    public long Bytes { get; private set; }

    public void Add(ExampleRow<TElement> row)
    {
        Bytes += features.Add(in row.Features);
        _labels.Add(row.Label);
        _weights.Add(row.Weight);
        _isWeighted |= row.Weight != 1;
    }

    public void Clear()
    {
        features.Clear();
        _labels.Clear();
        _weights.Clear();
        Bytes = 0;
    }

    public TrainingSet ToSet() => new(features.ToMatrix(), [.. _labels], _isWeighted ? [.. _weights] : []);
}
