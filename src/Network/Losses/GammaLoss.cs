using System.Numerics.Tensors;
using MlNetShallow.Numerics;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Losses;

/// <summary>See <see cref="RegressionLoss.Gamma"/>.</summary>
internal sealed record GammaLoss : RegressionLoss
{
    public override OutputLayer OutputLayer => OutputLayer.Exponential;

    public override string Labels => FormattableString.Invariant($"above 0 and at most {TrainingSet.LargestTarget}");

    public override string ToString() => "gamma";

    public override bool Knows(float label) => label > 0 && label <= TrainingSet.LargestTarget;

    public override (double Label, double Weight) WithoutOffset(double label, double weight, double offset)
        => (label / Math.Exp(offset), weight);

    /// <summary>y e^−z − 1 − log y + z; the derivative is w (1 − y / ŷ).</summary>
    internal override double CostAndDerivative(
        Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
    {
        TensorPrimitives.Negate(z, dZ);
        Exponentials.Exp<double>(dZ, dZ);
        double cost = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double difference = 1 - (y[i] * dZ[i]);
            cost += w[i] * (z[i] - Math.Log(y[i]) - difference);
            dZ[i] = w[i] * difference;
        }

        return cost;
    }

    internal override double[] Constant(double[] y, double[] w) => [WeightedLabels.LogMean(y, w)];

    internal override TargetTransform[] FitTargets(IEnumerable<TrainingSet> examples)
        => TargetTransform.FitLogarithm(examples);

    internal override double CostFactor(double factor) => 1;
}
