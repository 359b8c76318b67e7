using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow;

/// <summary>The examples of a training: features X, labels y and, optionally, weights. Thread-safe as long as nobody changes the
/// features.</summary>
public sealed class TrainingSet
{
    /// <summary>The largest magnitude that a label of a regression may have: predictions, and sums on the way to them, are larger
    /// than the labels at times, and single precision ends at 3.4e38.</summary>
    public const float LargestTarget = 1e36f;

    private readonly float[] _labels;
    private readonly float[]? _weights;
    private readonly TargetTransform[]? _targets;

    /// <summary>Joins features and labels. Labels and weights are copied, the features are not.</summary>
    /// <param name="features">X, m examples.</param>
    /// <param name="labels">y, m labels. Which numbers they may be depends on the network that learns from them, see
    /// <see cref="OutputLayer"/>, and is checked when training starts.</param>
    /// <param name="weights">m weights, at least 0, or empty: every example counts as 1. An example of weight 2 counts as if it
    /// were there twice, one of weight 0 as if it were not there.</param>
    /// <exception cref="ArgumentException">There are no examples, the lengths differ, a feature is NaN or infinite, or
    /// a weight is negative or not finite.</exception>
    public TrainingSet(FeatureMatrix features, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
        : this(features, labels, labelsPerExample: 1, weights)
    {
    }

    private TrainingSet(
        FeatureMatrix features, ReadOnlySpan<float> labels, int labelsPerExample, ReadOnlySpan<float> weights)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(labelsPerExample, 1);
        if (features.Rows == 0)
            throw new ArgumentException("There are no examples to train on.", nameof(features));
        if (labels.Length != features.Rows * (long)labelsPerExample)
        {
            string each = labelsPerExample == 1 ? "" : $" of {labelsPerExample} labels each";
            throw new ArgumentException($"There are {labels.Length} labels for {features.Rows} examples{each}.", nameof(labels));
        }

        if (!features.IsFinite())
            throw new ArgumentException("A feature is NaN or infinite; leave such examples out.", nameof(features));

        (Features, Rows, _labels, LabelsPerExample) = (features, features.Rows, labels.ToArray(), labelsPerExample);
        if (!weights.IsEmpty)
            _weights = CheckedWeights(weights, features.Rows);
    }

    private TrainingSet(
        FeatureMatrix features, float[] labels, int labelsPerExample, float[]? weights, TargetTransform[]? targets,
        RegressionLoss? loss)
        => (Features, Rows, _labels, LabelsPerExample, _weights, _targets, Loss) =
            (features, features.Rows, labels, labelsPerExample, weights, targets, loss);

    /// <summary>X.</summary>
    public FeatureMatrix Features { get; }

    /// <summary>m, the number of examples.</summary>
    public int Rows { get; }

    /// <summary>y; of several labels those of one example are contiguous.</summary>
    public ReadOnlySpan<float> Labels => _labels;

    /// <summary>The number of labels that each example has.</summary>
    public int LabelsPerExample { get; }

    /// <summary>What a prediction costs that differs from its label; null for what is the network's own.</summary>
    internal RegressionLoss? Loss { get; }

    /// <summary>Joins features and labels of which an example has several, for networks of <see cref="OutputLayer.Targets"/> and
    /// <see cref="OutputLayer.Labels"/>. Labels and weights are copied, the features are not.</summary>
    /// <param name="features">X, m examples.</param>
    /// <param name="labels">Y, those of one example contiguous. Which numbers they may be depends on the network that learns from
    /// them and is checked when training starts.</param>
    /// <param name="labelsPerExample">The number of labels that each example has, at least 1: as many as the network has
    /// outputs.</param>
    /// <param name="weights">m weights, at least 0, or empty: every example counts as 1.</param>
    /// <exception cref="ArgumentException">There are no examples, the lengths do not fit, a feature is NaN or infinite, or
    /// a weight is negative or not finite.</exception>
    public static TrainingSet OfSeveralLabels(
        FeatureMatrix features, ReadOnlySpan<float> labels, int labelsPerExample, ReadOnlySpan<float> weights = default)
        => new(features, labels, labelsPerExample, weights);

    /// <summary>The weight of an example; 1 where none were given.</summary>
    /// <param name="row">The example, from 0 to m − 1.</param>
    public float Weight(int row) => _weights is null ? 1 : _weights[row];

    /// <summary>The sum of the weights of some examples.</summary>
    internal double TotalWeight(ReadOnlySpan<int> rows)
    {
        if (_weights is null)
            return rows.Length;
        double total = 0;
        foreach (int row in rows)
            total += _weights[row];
        return total;
    }

    /// <summary>A label of an example.</summary>
    /// <param name="row">The example.</param>
    /// <param name="label">Which of its labels.</param>
    internal float Label(int row, int label = 0) => _labels[(row * LabelsPerExample) + label];

    /// <summary>A label of an example as the training sees it: where the target is scaled, scaled.</summary>
    /// <param name="row">The example.</param>
    /// <param name="label">Which of its labels.</param>
    internal double Target(int row, int label = 0) => _targets is null
        ? Label(row, label)
        : (Label(row, label) - _targets[label].Mean) / _targets[label].Deviation;

    /// <summary>The labels of an example as the training sees them.</summary>
    internal void CopyTargets(int row, Span<double> targets)
    {
        for (int k = 0; k < LabelsPerExample; k++)
            targets[k] = Target(row, k);
    }

    /// <summary>Some of the examples, in a given order. Their features are not copied.</summary>
    internal TrainingSet Select(int[] rows) => new(
        Features.Select(rows), [.. rows.SelectMany(row => Enumerable.Range(0, LabelsPerExample).Select(k => Label(row, k)))],
        LabelsPerExample, _weights is null ? null : Array.ConvertAll(rows, row => _weights[row]), _targets, Loss);

    /// <summary>The same examples with other features.</summary>
    internal TrainingSet WithFeatures(FeatureMatrix features)
        => new(features, _labels, LabelsPerExample, _weights, _targets, Loss);

    /// <summary>The same examples with other weights.</summary>
    internal TrainingSet WithWeights(float[] weights)
        => new(Features, _labels, LabelsPerExample, weights, _targets, Loss);

    /// <summary>The same examples with their targets scaled, each by its own.</summary>
    internal TrainingSet WithTargets(TargetTransform[] targets)
        => new(Features, _labels, LabelsPerExample, _weights, targets, Loss);

    /// <summary>The same examples for a loss.</summary>
    internal TrainingSet WithLoss(RegressionLoss? loss)
        => new(Features, _labels, LabelsPerExample, _weights, _targets, loss);

    /// <summary>Checks that not all weights are 0.</summary>
    /// <exception cref="ArgumentException">They are.</exception>
    internal void CheckWeights()
    {
        if (_weights is not null && !_weights.AsSpan().ContainsAnyExcept(0))
            throw new ArgumentException("All examples have weight 0.");
    }

    /// <summary>Checks that a network's output layer knows every label.</summary>
    /// <exception cref="ArgumentException">It does not; the message names the row, the label and what labels may be. Or an example
    /// has another number of them.</exception>
    internal void CheckLabels(NetworkShape shape)
    {
        if (LabelsPerExample != shape.LabelsPerExample)
        {
            throw new ArgumentException(
                $"The network, of {shape.Outputs} {shape.OutputLayer} outputs, learns from {shape.LabelsPerExample} label(s) an " +
                $"example; these examples have {LabelsPerExample}.");
        }

        RegressionLoss? loss = Loss ?? RegressionLoss.DefaultOf(shape.OutputLayer, shape.Outputs);
        Func<float, string?> refusal = loss is not null ? label => loss.Knows(label) ? null : loss.Labels
            : shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy ? NoClass
            : label => label is >= 0 and <= 1 ? null : "between 0 and 1";
        for (int i = 0; i < _labels.Length; i++)
        {
            if (refusal(_labels[i]) is not { } range)
                continue;
            string with = Loss is null or Losses.SquaredLoss ? $"{shape.OutputLayer}" : $"loss {Loss}";
            string which = LabelsPerExample == 1 ? "The label" : $"Label {i % LabelsPerExample}";
            throw new ArgumentException(FormattableString.Invariant(
                $"{which} in row {i / LabelsPerExample} is {_labels[i]}; with {with} labels are {range}."));
        }

        string? NoClass(float label) => label >= 0 && label < shape.Outputs && float.IsInteger(label)
            ? null : $"the whole numbers of 0 to {shape.Outputs - 1}, one for each class";
    }

    private static float[] CheckedWeights(ReadOnlySpan<float> weights, int rows)
    {
        if (weights.Length != rows)
            throw new ArgumentException($"There are {weights.Length} weights for {rows} examples.", nameof(weights));
        foreach (float weight in weights)
        {
            if (!float.IsFinite(weight) || weight < 0)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"A weight is {weight}; weights are at least 0 and finite."), nameof(weights));
            }
        }

        return weights.ToArray();
    }
}
