namespace MlNetShallow.Losses;

/// <summary>See <see cref="RegressionLoss.Absolute"/>.</summary>
internal sealed record AbsoluteLoss : RegressionLoss
{
    public override string ToString() => "absolute";

    /// <summary>The derivative is w · sign(ŷ − y), 0 where they are equal.</summary>
    internal override double CostAndDerivative(
        Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
    {
        double cost = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double residual = z[i] - y[i];
            cost += w[i] * Math.Abs(residual);
            dZ[i] = residual > 0 ? w[i] : residual < 0 ? -w[i] : w[i] * residual;
        }

        return cost;
    }

    internal override double[] Constant(double[] y, double[] w) => WeightedLabels.Quantiles(y, w, 0.5);

    internal override double CostFactor(double factor) => factor;
}
