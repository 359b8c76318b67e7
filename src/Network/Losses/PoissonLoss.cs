using MlNetShallow.Numerics;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Losses;

/// <summary>See <see cref="RegressionLoss.Poisson"/>.</summary>
internal sealed record PoissonLoss : RegressionLoss
{
    public override OutputLayer OutputLayer => OutputLayer.Exponential;

    public override string Labels
        => FormattableString.Invariant($"counts of at least 0 and at most {TrainingSet.LargestTarget}");

    public override string ToString() => "poisson";

    public override bool Knows(float label) => label >= 0 && label <= TrainingSet.LargestTarget;

    public override (double Label, double Weight) WithoutOffset(double label, double weight, double offset)
        => (label / Math.Exp(offset), weight * Math.Exp(offset));

    /// <summary>y log y − y z − y + e^z; the derivative is w (ŷ − y).</summary>
    internal override double CostAndDerivative(
        Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
    {
        Exponentials.Exp<double>(z, dZ);
        double cost = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double difference = dZ[i] - y[i];
            cost += w[i] * (y[i] > 0 ? difference + (y[i] * (Math.Log(y[i]) - z[i])) : difference);
            dZ[i] = w[i] * difference;
        }

        return cost;
    }

    internal override double[] Constant(double[] y, double[] w) => [WeightedLabels.LogMean(y, w)];

    internal override TargetTransform[] FitTargets(IEnumerable<TrainingSet> examples)
        => TargetTransform.FitLogarithm(examples);

    internal override double CostFactor(double factor) => factor;
}
