using System.Globalization;
using MlNetShallow.Training;

namespace MlNetShallow.Losses;

/// <summary>See <see cref="RegressionLoss.Huber"/> (Huber, Robust estimation of a location parameter, 1964).</summary>
/// <param name="Delta">δ.</param>
internal sealed record HuberLoss(double Delta) : RegressionLoss
{
    private const int MostHalvings = 200;

    public override string ToString() => $"huber {Delta.ToString(CultureInfo.InvariantCulture)}";

    internal override void Check() => NumericOptions.HuberDelta.Check(Delta);

    internal override double CostAndDerivative(
        Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
    {
        double cost = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double residual = z[i] - y[i], bounded = Math.Clamp(residual, -Delta, Delta);
            cost += w[i] * bounded * (residual - (bounded / 2));
            dZ[i] = w[i] * bounded;
        }

        return cost;
    }

    /// <summary>The zero of the derivative, which only rises.</summary>
    internal override double[] Constant(double[] y, double[] w)
    {
        double low = y.Min(), high = y.Max();
        for (int i = 0; i < MostHalvings && low < high; i++)
        {
            double middle = low + ((high - low) / 2), derivative = 0;
            for (int row = 0; row < y.Length; row++)
                derivative += w[row] * Math.Clamp(middle - y[row], -Delta, Delta);
            (low, high) = derivative < 0 ? (middle, high) : (low, middle);
        }

        return [high];
    }

    internal override double CostFactor(double factor) => factor * factor;
}
