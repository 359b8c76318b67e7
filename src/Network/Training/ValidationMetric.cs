using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Losses;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Training;

/// <summary>
/// How good predictions are, each example counting by its weight: for classes the accuracy, the share of the right ones; for a
/// regression R² = 1 − Σ w (ŷ − y)² / Σ w (y − ȳ)², or of another loss the same, 1 − its cost / that of the best constant.
/// </summary>
internal sealed class ValidationMetric(NetworkShape shape, RegressionLoss? loss)
{
    // Null where labels are classes.
    private readonly RegressionLoss? _loss = RegressionLoss.Of(loss, shape);
    private readonly double[] _z = new double[shape.Outputs];
    private readonly double[] _derivative = new double[shape.Outputs];
    private readonly List<double> _labels = [];
    private readonly List<double> _labelWeights = [];
    private double _cost;
    private double _right;
    private double _squaredErrors;
    private double _mean;
    private double _squaredDeviations;

    /// <summary>The sum of the weights.</summary>
    public double Weights { get; private set; }

    /// <summary>The metric; NaN for a regression whose labels are all equal.</summary>
    public double Value => _loss switch
    {
        null => _right / Weights,
        SquaredLoss => 1 - Share(_squaredErrors, _squaredDeviations),
        var other => 1 - Share(_cost, CostOfConstant(other)),
    };

    /// <summary>Takes an example.</summary>
    public void Add<T>(ReadOnlySpan<T> logits, double label, double weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weight == 0)
            return;
        Weights += weight;
        if (_loss is SquaredLoss)
        {
            double error = double.CreateTruncating(logits[0]) - label, deviation = label - _mean;
            _squaredErrors += weight * error * error;
            _mean += weight / Weights * deviation;
            _squaredDeviations += weight * deviation * (label - _mean);
            return;
        }

        if (_loss is not null)
        {
            TensorPrimitives.ConvertTruncating(logits, _z);
            _cost += CostOfZ(_loss, label, weight);
            _labels.Add(label);
            _labelWeights.Add(weight);
            return;
        }

        int predicted = shape.Outputs == 1 ? (logits[0] > T.Zero ? 1 : 0) : TensorPrimitives.IndexOfMax(logits);
        if (predicted == ClassFactors.ClassOf(shape, (float)label))
            _right += weight;
    }

    private static double Share(double cost, double ofConstant) => ofConstant > 0 ? cost / ofConstant : double.NaN;

    private double CostOfConstant(RegressionLoss other)
    {
        double[] constant = other.Constant([.. _labels], [.. _labelWeights]);
        return _labels.Zip(_labelWeights, (label, weight) =>
        {
            constant.CopyTo(_z, 0);
            return CostOfZ(other, label, weight);
        }).Sum();
    }

    private double CostOfZ(RegressionLoss other, double label, double weight)
        => other.CostAndDerivative(_z, [label], [weight], _derivative);
}
