using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Losses;

/// <summary>See <see cref="RegressionLoss.Targets"/>.</summary>
/// <param name="Count">The number of targets.</param>
/// <param name="Each">What each costs.</param>
internal sealed record TargetsLoss(int Count, RegressionLoss Each) : RegressionLoss
{
    public override OutputLayer OutputLayer => OutputLayer.Targets;

    public override int Outputs => Count;

    public override string Labels => Each.Labels;

    internal override int LabelsPerExample => Count;

    public override string ToString() => $"targets {Count} {Each}";

    public override bool Knows(float label) => Each.Knows(label);

    /// <exception cref="ArgumentException">The loss of each is not one of one output that is the prediction itself.</exception>
    internal override void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 1);
        Each.Check();
        if (Each.OutputLayer != OutputLayer.IdentitySquaredError)
            throw new ArgumentException($"Loss {Each} is for one target; for several there are squared, absolute, huber and quantile of one level.");
    }

    internal override double CostAndDerivative(
        Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
        => SeveralLabels.CostAndDerivative(z, y, w, dZ, Each.CostAndDerivative);

    internal override double[] Constant(double[] y, double[] w)
        => [.. Enumerable.Range(0, Count).SelectMany(k => Each.Constant(y[(k * w.Length)..((k + 1) * w.Length)], w))];

    internal override TargetTransform[] FitTargets(IEnumerable<TrainingSet> examples) => Each.FitTargets(examples);

    internal override double CostFactor(double factor) => Each.CostFactor(factor);
}
