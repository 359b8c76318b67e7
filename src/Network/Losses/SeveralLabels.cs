using System.Numerics.Tensors;

namespace MlNetShallow.Losses;

/// <summary>The cost of examples that have several labels: the mean over the labels of what each costs alone.</summary>
internal static class SeveralLabels
{
    /// <summary>The weighted cost of one label of many examples, and its derivative, as
    /// <see cref="RegressionLoss.CostAndDerivative"/>.</summary>
    public delegate double CostOfOne(Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ);

    /// <summary>The weighted cost of many examples, and its derivative by the logits. Matrices are (labels, rows), the rows of one
    /// label contiguous.</summary>
    /// <param name="z">The logits; overwritten.</param>
    /// <param name="y">The labels.</param>
    /// <param name="w">The weights (rows).</param>
    /// <param name="dZ">Is overwritten with the derivatives.</param>
    /// <param name="costOfOne">What one label costs.</param>
    public static double CostAndDerivative(
        Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ, CostOfOne costOfOne)
    {
        int rows = w.Length, labels = rows == 0 ? 0 : y.Length / rows;
        double cost = 0;
        for (int start = 0; start < y.Length; start += rows)
            cost += costOfOne(z.Slice(start, rows), y.Slice(start, rows), w, dZ.Slice(start, rows));
        if (labels < 2)
            return cost;
        TensorPrimitives.Divide(dZ, labels, dZ);
        return cost / labels;
    }
}
