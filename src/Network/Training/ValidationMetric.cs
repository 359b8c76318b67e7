using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Training;

/// <summary>
/// How good predictions are, each example counting by its weight: for classes the accuracy, the share of the right ones; for a
/// regression R² = 1 − Σ w (ŷ − y)² / Σ w (y − ȳ)².
/// </summary>
internal sealed class ValidationMetric(NetworkShape shape)
{
    private double _right;
    private double _squaredErrors;
    private double _mean;
    private double _squaredDeviations;

    /// <summary>The sum of the weights.</summary>
    public double Weights { get; private set; }

    /// <summary>The metric; NaN for a regression whose labels are all equal.</summary>
    public double Value => shape.OutputLayer != OutputLayer.IdentitySquaredError ? _right / Weights
        : _squaredDeviations > 0 ? 1 - (_squaredErrors / _squaredDeviations) : double.NaN;

    /// <summary>Takes an example.</summary>
    public void Add<T>(ReadOnlySpan<T> logits, double label, double weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weight == 0)
            return;
        Weights += weight;
        if (shape.OutputLayer == OutputLayer.IdentitySquaredError)
        {
            double error = double.CreateTruncating(logits[0]) - label, deviation = label - _mean;
            _squaredErrors += weight * error * error;
            _mean += weight / Weights * deviation;
            _squaredDeviations += weight * deviation * (label - _mean);
            return;
        }

        int predicted = shape.Outputs == 1 ? (logits[0] > T.Zero ? 1 : 0) : TensorPrimitives.IndexOfMax(logits);
        if (predicted == ClassFactors.ClassOf(shape, (float)label))
            _right += weight;
    }
}
