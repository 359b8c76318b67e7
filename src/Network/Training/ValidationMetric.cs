using System.Numerics;
using MlNetShallow.Losses;

namespace MlNetShallow.Training;

/// <summary>
/// How good predictions are, each example counting by its weight: for classes the accuracy, the share of the right ones; for a
/// regression R² = 1 − Σ w (ŷ − y)² / Σ w (y − ȳ)², or of another loss the same, 1 − its cost / that of the best constant.
/// </summary>
internal abstract class ValidationMetric
{
    /// <summary>The sum of the weights.</summary>
    public abstract double Weights { get; }

    /// <summary>The metric; NaN for a regression whose labels are all equal.</summary>
    public abstract double Value { get; }

    /// <summary>Makes the metric of a network; where examples have several labels, it is the mean of those of each.</summary>
    /// <exception cref="ArgumentException">The loss is for another output layer.</exception>
    public static ValidationMetric Create(NetworkShape shape, RegressionLoss? loss)
    {
        RegressionLoss? own = RegressionLoss.Of(loss, shape);
        if (shape.OutputLayer is not (OutputLayer.Targets or OutputLayer.Labels))
            return new MetricOfOne(shape, own);
        RegressionLoss? each = (own as TargetsLoss)?.Each;
        return new MeanMetric([.. Enumerable.Range(0, shape.Outputs).Select(_ => new MetricOfOne(shape.OfOneLabel, each))]);
    }

    /// <summary>Takes an example.</summary>
    /// <param name="logits">Its logits.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="weight">Its weight.</param>
    public abstract void Add<T>(ReadOnlySpan<T> logits, ReadOnlySpan<double> labels, double weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
