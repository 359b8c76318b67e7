using System.Globalization;
using MlNetShallow.Training;

namespace MlNetShallow.Losses;

/// <summary>See <see cref="RegressionLoss.Quantile"/> (Koenker and Bassett, Regression quantiles, 1978).</summary>
/// <param name="Given">τ.</param>
internal sealed record QuantileLoss(double[] Given) : RegressionLoss
{
    /// <summary>The most levels; a saved model has room for as many columns.</summary>
    public const int MostLevels = 128;

    public override IReadOnlyList<double> Levels => Given;

    public override OutputLayer OutputLayer
        => Levels.Count > 1 ? OutputLayer.Quantiles : OutputLayer.IdentitySquaredError;

    public override int Outputs => Levels.Count;

    public override string ToString()
        => $"quantile {string.Join(' ', Levels.Select(level => level.ToString(CultureInfo.InvariantCulture)))}";

    public bool Equals(QuantileLoss? other) => other is not null && Levels.SequenceEqual(other.Levels);

    public override int GetHashCode() => Levels.Aggregate(0, HashCode.Combine);

    /// <exception cref="ArgumentException">There are none or too many, or they do not rise.</exception>
    internal override void Check()
    {
        if (Levels.Count is 0 or > MostLevels)
            throw new ArgumentException($"There are {Levels.Count} quantile levels; there must be 1 to {MostLevels}.");
        foreach (double level in Levels)
            NumericOptions.QuantileLevel.Check(level);
        for (int i = 1; i < Levels.Count; i++)
        {
            if (Levels[i] == Levels[i - 1])
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"The quantile level {Levels[i]} is given twice; each is wanted once."));
            }

            if (Levels[i] < Levels[i - 1])
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"The quantile level {Levels[i]} comes after {Levels[i - 1]}; levels are given in rising order."));
            }
        }
    }

    /// <summary>The derivative is w / K times −τ below the label, 1 − τ above it, 0 at it.</summary>
    internal override double CostAndDerivative(
        Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
    {
        double cost = 0;
        int rows = y.Length;
        for (int k = 0; k < Levels.Count; k++)
        {
            double level = Levels[k];
            for (int i = 0; i < rows; i++)
            {
                double residual = z[(k * rows) + i] - y[i];
                double slope = w[i] / Levels.Count * (residual > 0 ? 1 - level : residual < 0 ? -level : residual);
                cost += slope * residual;
                dZ[(k * rows) + i] = slope;
            }
        }

        return cost;
    }

    internal override double[] Constant(double[] y, double[] w) => WeightedLabels.Quantiles(y, w, Levels);

    internal override double CostFactor(double factor) => factor;
}
