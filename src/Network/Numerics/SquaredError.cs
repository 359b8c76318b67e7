using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Numerics;

/// <summary>The identity output and its cost ½ (ŷ − y)², S4 of the notes; half, so that the derivative is ŷ − y.</summary>
internal static class SquaredError
{
    /// <summary>The weighted cost of many logits, and its derivative w (ŷ − y). All spans have the same length.</summary>
    /// <param name="z">The logits, which are ŷ; overwritten.</param>
    /// <param name="y">The labels.</param>
    /// <param name="w">The weights.</param>
    /// <param name="dZ">Is overwritten with the derivatives.</param>
    public static double CostAndDerivative(Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
    {
        TensorPrimitives.Subtract(z, y, z);
        TensorPrimitives.Multiply(z, w, dZ);
        return VectorKernels<double>.Dot(z, dZ) / 2;
    }
}
