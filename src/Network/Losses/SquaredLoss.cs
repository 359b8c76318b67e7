using MlNetShallow.Numerics;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Losses;

/// <summary>See <see cref="RegressionLoss.Squared"/>.</summary>
internal sealed record SquaredLoss : RegressionLoss
{
    public override string ToString() => "squared";

    internal override double CostAndDerivative(
        Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
        => SquaredError.CostAndDerivative(z, y, w, dZ);

    internal override double[] Constant(double[] y, double[] w) => [WeightedLabels.Mean(y, w)];

    internal override TargetTransform[] FitTargets(IEnumerable<TrainingSet> examples) => TargetTransform.Fit(examples);

    internal override double CostFactor(double factor) => factor * factor;
}
