using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetShallow.Kernels;

/// <summary>
/// Z = A·Bᵀ, exactly, for rows of integers of 0 to 255 that are contiguous. A (rowsA, length), B (rowsB, length), Z (rowsA,
/// rowsB). length is a multiple of the vector's count and at most <see cref="IntegerKernels.MaximumLength"/>. Bytes widened to
/// 16 bits take half the room of single precision, and one instruction multiplies twice as many.
/// </summary>
internal static class IntegerDotKernel<TVector>
    where TVector : struct, IIntegers<TVector>
{
    /// <summary>Computes all products.</summary>
    /// <param name="a">A, values of 0 to 255.</param>
    /// <param name="rowsA">The number of rows of A.</param>
    /// <param name="b">B, values of 0 to 255.</param>
    /// <param name="rowsB">The number of rows of B.</param>
    /// <param name="length">The length of a row of A and B.</param>
    /// <param name="z">Z, rowsA · zStride values, is overwritten.</param>
    /// <param name="zStride">The distance from one row of Z to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        ReadOnlySpan<short> a, int rowsA, ReadOnlySpan<short> b, int rowsB, int length, Span<long> z, int zStride)
    {
        ref short a0 = ref MemoryMarshal.GetReference(a), b0 = ref MemoryMarshal.GetReference(b);
        for (int row = 0; row < rowsA; row += 4)
        {
            for (int column = 0; column < rowsB; column += 3)
            {
                ref short x = ref Unsafe.Add(ref a0, row * length), w = ref Unsafe.Add(ref b0, column * length);
                Span<long> tile = z[((row * zStride) + column)..];
                if (row + 4 <= rowsA && column + 3 <= rowsB)
                {
                    Tile4x3(ref x, ref w, length, tile, zStride);
                    continue;
                }

                for (int i = 0; i < Math.Min(4, rowsA - row); i++)
                {
                    ref short xRow = ref Unsafe.Add(ref x, i * length);
                    for (int j = 0; j < Math.Min(3, rowsB - column); j++)
                        tile[(i * zStride) + j] = Product(ref xRow, ref Unsafe.Add(ref w, j * length), length);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x3(ref short x, ref short w, int length, Span<long> z, int zStride)
    {
        ref short x1 = ref Unsafe.Add(ref x, length), x2 = ref Unsafe.Add(ref x1, length), x3 = ref Unsafe.Add(ref x2, length);
        ref short w1 = ref Unsafe.Add(ref w, length), w2 = ref Unsafe.Add(ref w1, length);
        TVector a0 = default, b0 = default, c0 = default;
        TVector a1 = default, b1 = default, c1 = default;
        TVector a2 = default, b2 = default, c2 = default;
        TVector a3 = default, b3 = default, c3 = default;
        for (nuint k = 0; k < (nuint)length; k += (nuint)TVector.Count)
        {
            TVector va = TVector.Load(ref w, k), vb = TVector.Load(ref w1, k), vc = TVector.Load(ref w2, k);
            TVector v = TVector.Load(ref x, k);
            a0 = TVector.AddProducts(v, va, a0);
            b0 = TVector.AddProducts(v, vb, b0);
            c0 = TVector.AddProducts(v, vc, c0);
            v = TVector.Load(ref x1, k);
            a1 = TVector.AddProducts(v, va, a1);
            b1 = TVector.AddProducts(v, vb, b1);
            c1 = TVector.AddProducts(v, vc, c1);
            v = TVector.Load(ref x2, k);
            a2 = TVector.AddProducts(v, va, a2);
            b2 = TVector.AddProducts(v, vb, b2);
            c2 = TVector.AddProducts(v, vc, c2);
            v = TVector.Load(ref x3, k);
            a3 = TVector.AddProducts(v, va, a3);
            b3 = TVector.AddProducts(v, vb, b3);
            c3 = TVector.AddProducts(v, vc, c3);
        }

        (z[0], z[1], z[2]) = (TVector.Sum(a0), TVector.Sum(b0), TVector.Sum(c0));
        z = z[zStride..];
        (z[0], z[1], z[2]) = (TVector.Sum(a1), TVector.Sum(b1), TVector.Sum(c1));
        z = z[zStride..];
        (z[0], z[1], z[2]) = (TVector.Sum(a2), TVector.Sum(b2), TVector.Sum(c2));
        z = z[zStride..];
        (z[0], z[1], z[2]) = (TVector.Sum(a3), TVector.Sum(b3), TVector.Sum(c3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Product(ref short x, ref short w, int length)
    {
        TVector sums = default;
        for (nuint k = 0; k < (nuint)length; k += (nuint)TVector.Count)
            sums = TVector.AddProducts(TVector.Load(ref x, k), TVector.Load(ref w, k), sums);
        return TVector.Sum(sums);
    }
}
