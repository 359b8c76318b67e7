using System.Numerics.Tensors;
using System.Runtime.Intrinsics.X86;

namespace MlNetShallow.Kernels;

/// <summary>The kernels of integers at the width that the machine has.</summary>
internal static class IntegerKernels
{
    /// <summary>Lengths padded to a multiple of this suit the kernel at every width.</summary>
    public const int LengthMultiple = 32;

    /// <summary>The longest rows whose products stay within 32 bits: 33,024 · 255² is below 2³¹.</summary>
    public const int MaximumLength = 33_024;

    public static int PaddedLength(int length) => (length + LengthMultiple - 1) / LengthMultiple * LengthMultiple;

    /// <inheritdoc cref="IntegerDotKernel{TVector}.Multiply"/>
    public static void Dot(
        ReadOnlySpan<short> a, int rowsA, ReadOnlySpan<short> b, int rowsB, int length, Span<long> z, int zStride)
    {
        if (Avx512BW.IsSupported)
            IntegerDotKernel<Integers512>.Multiply(a, rowsA, b, rowsB, length, z, zStride);
        else if (Avx2.IsSupported)
            IntegerDotKernel<Integers256>.Multiply(a, rowsA, b, rowsB, length, z, zStride);
        else
            IntegerDotKernel<Integers128>.Multiply(a, rowsA, b, rowsB, length, z, zStride);
    }

    /// <summary>Widens bytes, and writes zeros after them.</summary>
    public static void Widen(ReadOnlySpan<byte> source, Span<short> destination)
    {
        TensorPrimitives.ConvertTruncating(source, destination);
        destination[source.Length..].Clear();
    }
}
