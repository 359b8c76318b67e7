using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Numerics;

/// <summary>The softmax output and its cross-entropy cost, computed from the logits: no ŷ is ever taken the logarithm
/// of.</summary>
internal static class SoftmaxCrossEntropy
{
    /// <summary>
    /// The weighted cost of many examples and its derivative w (ŷ − y). With M = maxⱼ zⱼ an example of class c costs
    /// −log ŷ_c = (M − z_c) + log Σⱼ e^(zⱼ − M), which neither overflows nor meets log 0 (Blanchard, Higham and Higham 2021,
    /// equation 1.4); ŷₖ = e^(zₖ − M) / Σⱼ e^(zⱼ − M). Matrices are (classes, rows), the rows of one class contiguous.
    /// </summary>
    /// <param name="z">The logits (classes, rows); overwritten.</param>
    /// <param name="y">The class of each row.</param>
    /// <param name="w">The weights.</param>
    /// <param name="dZ">Is overwritten with the derivatives (classes, rows).</param>
    public static double CostAndDerivative(Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
    {
        int rows = y.Length;
        Span<double> largest = dZ[..rows];
        z[..rows].CopyTo(largest);
        for (int start = rows; start < z.Length; start += rows)
            TensorPrimitives.Max(z.Slice(start, rows), largest, largest);

        // The first class last, as what is subtracted stands in its place.
        for (int start = z.Length - rows; start >= 0; start -= rows)
            TensorPrimitives.Subtract(z.Slice(start, rows), largest, dZ.Slice(start, rows));
        double cost = 0;
        for (int i = 0; i < rows; i++)
            cost -= w[i] * dZ[((int)y[i] * rows) + i];

        Exponentials.Exp<double>(dZ, dZ);
        Span<double> sum = z[..rows], factor = z.Slice(rows, rows);
        dZ[..rows].CopyTo(sum);
        for (int start = rows; start < dZ.Length; start += rows)
            TensorPrimitives.Add(sum, dZ.Slice(start, rows), sum);
        TensorPrimitives.Divide(w, sum, factor);
        for (int start = 0; start < dZ.Length; start += rows)
            TensorPrimitives.Multiply(dZ.Slice(start, rows), factor, dZ.Slice(start, rows));
        for (int i = 0; i < rows; i++)
            dZ[((int)y[i] * rows) + i] -= w[i];

        TensorPrimitives.Log(sum, sum);
        return cost + VectorKernels<double>.Dot(sum, w);
    }
}
