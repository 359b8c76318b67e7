using System.Numerics;
using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>One example as it is read.</summary>
/// <param name="labels">The number of labels that it has.</param>
internal sealed class ExampleRow<TElement>(int labels)
{
    public readonly float[] Labels = new float[labels];
    public float Weight = 1;
    public float Offset;
    public VBuffer<TElement> Features;
}

/// <summary>Examples that have been read.</summary>
/// <param name="features">Takes their features.</param>
/// <param name="labelsPerRow">The number of labels that each has.</param>
internal sealed class ExampleBlock<TElement>(FeatureCollector<TElement> features, int labelsPerRow)
    where TElement : unmanaged, INumber<TElement>
{
    private readonly List<float> _labels = [];
    private readonly List<float> _weights = [];
    private bool _isWeighted;

    public FeatureCollector<TElement> Features => features;

    public int Rows => _weights.Count;

    /// <summary>About how much memory the features take.</summary>
    public long Bytes { get; private set; }

    public void Add(ExampleRow<TElement> row)
    {
        Bytes += features.Add(in row.Features);
        _labels.AddRange(row.Labels);
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

    public TrainingSet ToSet() => TrainingSet.OfSeveralLabels(
        features.ToMatrix(), [.. _labels], labelsPerRow, _isWeighted ? [.. _weights] : []);
}
