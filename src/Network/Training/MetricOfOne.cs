using System.Numerics.Tensors;
using MlNetShallow.Losses;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Training;

/// <inheritdoc/>
/// <param name="shape">The network.</param>
/// <param name="loss">Its loss; null where labels are classes.</param>
internal sealed class MetricOfOne(NetworkShape shape, RegressionLoss? loss) : ValidationMetric
{
    private readonly double[] _z = new double[shape.Outputs];
    private readonly double[] _derivative = new double[shape.Outputs];
    private readonly List<double> _labels = [];
    private readonly List<double> _labelWeights = [];
    private double _weights;
    private double _cost;
    private double _right;
    private double _squaredErrors;
    private double _mean;
    private double _squaredDeviations;

    public override double Weights => _weights;

    public override double Value => loss switch
    {
        null => _right / _weights,
        SquaredLoss => 1 - Share(_squaredErrors, _squaredDeviations),
        var other => 1 - Share(_cost, CostOfConstant(other)),
    };

    public override void Add<T>(ReadOnlySpan<T> logits, ReadOnlySpan<double> labels, double weight)
    {
        double label = labels[0];
        if (weight == 0)
            return;
        _weights += weight;
        if (loss is SquaredLoss)
        {
            double error = double.CreateTruncating(logits[0]) - label, deviation = label - _mean;
            _squaredErrors += weight * error * error;
            _mean += weight / _weights * deviation;
            _squaredDeviations += weight * deviation * (label - _mean);
            return;
        }

        if (loss is not null)
        {
            TensorPrimitives.ConvertTruncating(logits, _z);
            _cost += CostOfZ(loss, label, weight);
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
