using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetShallow.Kernels;

/// <summary>
/// Z = X·Wᵀ over a slice of the features, for rows of X and of W that are contiguous. X (rows, length), W (units, length),
/// Z (rows, units). length is a multiple of the vector's width. Each product is one accumulator that takes the slice's
/// vectors in turn, whatever tile it is computed in, so that one row alone gets the same bits as among others. Bytes are
/// widened in registers, which costs less than to write them out wide and read them again, however often a tile does it.
/// </summary>
/// <typeparam name="TVector">A vector of T.</typeparam>
/// <typeparam name="T">The type of W and Z.</typeparam>
/// <typeparam name="TElement">The type of X: T, or byte.</typeparam>
internal static class DotKernel<TVector, T, TElement>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TElement : unmanaged
{
    /// <summary>Sixteen accumulators need the 32 registers of vectors of 512 bits; of others the CPU has sixteen.</summary>
    private static bool CanTile4x4 => Unsafe.SizeOf<TVector>() == 64;

    /// <summary>Computes all products.</summary>
    /// <param name="x">X, length values to a row.</param>
    /// <param name="rows">The number of rows of X.</param>
    /// <param name="w">W from the slice's first feature of the first unit on.</param>
    /// <param name="stride">The distance from one unit's weights to the next one's.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="length">The slice's number of features, a multiple of the vector's width. A slice that has less is
    /// filled up with zeros.</param>
    /// <param name="z">Z, rows · zStride values, is overwritten.</param>
    /// <param name="zStride">The distance from one row of Z to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TRows>(
        TRows x, int rows, ReadOnlySpan<T> w, int stride, int units, int length, Span<T> z, int zStride)
        where TRows : struct, IRows<TElement>, allows ref struct
    {
        ref T w0 = ref MemoryMarshal.GetReference(w);
        int row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            ref TElement x0 = ref Unsafe.AsRef(in x[row]), x1 = ref Unsafe.AsRef(in x[row + 1]);
            ref TElement x2 = ref Unsafe.AsRef(in x[row + 2]), x3 = ref Unsafe.AsRef(in x[row + 3]);
            if (TRows.IsReadBySlices)
            {
                Prefetch.Values(ref x0, length, length);
                Prefetch.Values(ref x1, length, length);
                Prefetch.Values(ref x2, length, length);
                Prefetch.Values(ref x3, length, length);
            }

            Span<T> zRow = z[(row * zStride)..];
            int unit = 0;
            for (; unit + 3 <= units && !(CanTile4x4 && (units - unit) % 4 == 0); unit += 3)
            {
                ref T wUnit = ref Unsafe.Add(ref w0, (nint)unit * stride);
                Tile4x3(ref x0, ref x1, ref x2, ref x3, ref wUnit, stride, length, zRow[unit..], zStride);
            }

            for (; CanTile4x4 && unit + 4 <= units; unit += 4)
            {
                ref T wUnit = ref Unsafe.Add(ref w0, (nint)unit * stride);
                Tile4x4(ref x0, ref x1, ref x2, ref x3, ref wUnit, stride, length, zRow[unit..], zStride);
            }

            for (; unit < units; unit++)
            {
                ref T wUnit = ref Unsafe.Add(ref w0, (nint)unit * stride);
                Tile4x1(ref x0, ref x1, ref x2, ref x3, ref wUnit, length, zRow[unit..], zStride);
            }
        }

        for (; row < rows; row++)
        {
            ref TElement xRow = ref Unsafe.AsRef(in x[row]);
            Span<T> zRow = z[(row * zStride)..];
            int unit = 0;
            for (; unit + 4 <= units; unit += 4)
                Tile1x4(ref xRow, ref Unsafe.Add(ref w0, (nint)unit * stride), stride, length, zRow[unit..]);
            for (; unit < units; unit++)
                Tile1x1(ref xRow, ref Unsafe.Add(ref w0, (nint)unit * stride), length, zRow[unit..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x3(
        ref TElement x0, ref TElement x1, ref TElement x2, ref TElement x3,
        ref T w, int stride, int length, Span<T> z, int zStride)
    {
        ref T w1 = ref Unsafe.Add(ref w, stride), w2 = ref Unsafe.Add(ref w, 2 * (nint)stride);
        TVector a0 = default, b0 = default, c0 = default;
        TVector a1 = default, b1 = default, c1 = default;
        TVector a2 = default, b2 = default, c2 = default;
        TVector a3 = default, b3 = default, c3 = default;
        for (nuint k = 0; k < (nuint)length; k += (nuint)TVector.Count)
        {
            TVector va = TVector.Load(ref w, k), vb = TVector.Load(ref w1, k), vc = TVector.Load(ref w2, k);
            TVector v = Load(ref x0, k);
            a0 = TVector.MultiplyAdd(v, va, a0);
            b0 = TVector.MultiplyAdd(v, vb, b0);
            c0 = TVector.MultiplyAdd(v, vc, c0);
            v = Load(ref x1, k);
            a1 = TVector.MultiplyAdd(v, va, a1);
            b1 = TVector.MultiplyAdd(v, vb, b1);
            c1 = TVector.MultiplyAdd(v, vc, c1);
            v = Load(ref x2, k);
            a2 = TVector.MultiplyAdd(v, va, a2);
            b2 = TVector.MultiplyAdd(v, vb, b2);
            c2 = TVector.MultiplyAdd(v, vc, c2);
            v = Load(ref x3, k);
            a3 = TVector.MultiplyAdd(v, va, a3);
            b3 = TVector.MultiplyAdd(v, vb, b3);
            c3 = TVector.MultiplyAdd(v, vc, c3);
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
    private static void Tile4x4(
        ref TElement x0, ref TElement x1, ref TElement x2, ref TElement x3,
        ref T w, int stride, int length, Span<T> z, int zStride)
    {
        ref T w1 = ref Unsafe.Add(ref w, stride), w2 = ref Unsafe.Add(ref w, 2 * (nint)stride);
        ref T w3 = ref Unsafe.Add(ref w, 3 * (nint)stride);
        TVector a0 = default, b0 = default, c0 = default, d0 = default;
        TVector a1 = default, b1 = default, c1 = default, d1 = default;
        TVector a2 = default, b2 = default, c2 = default, d2 = default;
        TVector a3 = default, b3 = default, c3 = default, d3 = default;
        for (nuint k = 0; k < (nuint)length; k += (nuint)TVector.Count)
        {
            TVector va = TVector.Load(ref w, k), vb = TVector.Load(ref w1, k);
            TVector vc = TVector.Load(ref w2, k), vd = TVector.Load(ref w3, k);
            TVector v = Load(ref x0, k);
            a0 = TVector.MultiplyAdd(v, va, a0);
            b0 = TVector.MultiplyAdd(v, vb, b0);
            c0 = TVector.MultiplyAdd(v, vc, c0);
            d0 = TVector.MultiplyAdd(v, vd, d0);
            v = Load(ref x1, k);
            a1 = TVector.MultiplyAdd(v, va, a1);
            b1 = TVector.MultiplyAdd(v, vb, b1);
            c1 = TVector.MultiplyAdd(v, vc, c1);
            d1 = TVector.MultiplyAdd(v, vd, d1);
            v = Load(ref x2, k);
            a2 = TVector.MultiplyAdd(v, va, a2);
            b2 = TVector.MultiplyAdd(v, vb, b2);
            c2 = TVector.MultiplyAdd(v, vc, c2);
            d2 = TVector.MultiplyAdd(v, vd, d2);
            v = Load(ref x3, k);
            a3 = TVector.MultiplyAdd(v, va, a3);
            b3 = TVector.MultiplyAdd(v, vb, b3);
            c3 = TVector.MultiplyAdd(v, vc, c3);
            d3 = TVector.MultiplyAdd(v, vd, d3);
        }

        (z[0], z[1], z[2], z[3]) = (TVector.Sum(a0), TVector.Sum(b0), TVector.Sum(c0), TVector.Sum(d0));
        z = z[zStride..];
        (z[0], z[1], z[2], z[3]) = (TVector.Sum(a1), TVector.Sum(b1), TVector.Sum(c1), TVector.Sum(d1));
        z = z[zStride..];
        (z[0], z[1], z[2], z[3]) = (TVector.Sum(a2), TVector.Sum(b2), TVector.Sum(c2), TVector.Sum(d2));
        z = z[zStride..];
        (z[0], z[1], z[2], z[3]) = (TVector.Sum(a3), TVector.Sum(b3), TVector.Sum(c3), TVector.Sum(d3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x1(
        ref TElement x0, ref TElement x1, ref TElement x2, ref TElement x3, ref T w, int length, Span<T> z, int zStride)
    {
        TVector a0 = default, a1 = default, a2 = default, a3 = default;
        for (nuint k = 0; k < (nuint)length; k += (nuint)TVector.Count)
        {
            TVector v = TVector.Load(ref w, k);
            a0 = TVector.MultiplyAdd(Load(ref x0, k), v, a0);
            a1 = TVector.MultiplyAdd(Load(ref x1, k), v, a1);
            a2 = TVector.MultiplyAdd(Load(ref x2, k), v, a2);
            a3 = TVector.MultiplyAdd(Load(ref x3, k), v, a3);
        }

        z[0] = TVector.Sum(a0);
        z[zStride] = TVector.Sum(a1);
        z[2 * zStride] = TVector.Sum(a2);
        z[3 * zStride] = TVector.Sum(a3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x4(ref TElement x, ref T w, int stride, int length, Span<T> z)
    {
        ref T w1 = ref Unsafe.Add(ref w, stride), w2 = ref Unsafe.Add(ref w, 2 * (nint)stride);
        ref T w3 = ref Unsafe.Add(ref w, 3 * (nint)stride);
        TVector a = default, b = default, c = default, d = default;
        for (nuint k = 0; k < (nuint)length; k += (nuint)TVector.Count)
        {
            TVector v = Load(ref x, k);
            a = TVector.MultiplyAdd(v, TVector.Load(ref w, k), a);
            b = TVector.MultiplyAdd(v, TVector.Load(ref w1, k), b);
            c = TVector.MultiplyAdd(v, TVector.Load(ref w2, k), c);
            d = TVector.MultiplyAdd(v, TVector.Load(ref w3, k), d);
        }

        (z[0], z[1], z[2], z[3]) = (TVector.Sum(a), TVector.Sum(b), TVector.Sum(c), TVector.Sum(d));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x1(ref TElement x, ref T w, int length, Span<T> z)
    {
        TVector a = default;
        for (nuint k = 0; k < (nuint)length; k += (nuint)TVector.Count)
            a = TVector.MultiplyAdd(Load(ref x, k), TVector.Load(ref w, k), a);
        z[0] = TVector.Sum(a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(ref TElement source, nuint offset) => typeof(TElement) == typeof(byte)
        ? TVector.Load(in Unsafe.As<TElement, byte>(ref source), offset)
        : TVector.Load(in Unsafe.As<TElement, T>(ref source), offset);
}
