using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetShallow.Kernels;

/// <summary>
/// Z = X·Wᵀ over a slice of the features, for rows of X and of W that are contiguous. X (rows, length), W (units, length),
/// Z (rows, units). length is a multiple of <see cref="Lanes{T}.Count"/>. Each product is taken in <see cref="Lanes{T}"/>, whatever
/// tile it is computed in, so that one row alone gets the same bits as among others, at every width of vectors. Narrower vectors
/// than the lanes take them part by part, again and again over a tile that is in the nearest cache: each part needs the registers
/// that a tile has. Bytes are widened in registers, which costs less than to write them out wide and read them again, however often
/// a tile does it.
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

    /// <summary>The products of the largest tile.</summary>
    private const int MostProducts = 16;

    /// <summary>Computes all products.</summary>
    /// <param name="x">X, length values to a row.</param>
    /// <param name="rows">The number of rows of X.</param>
    /// <param name="w">W from the slice's first feature of the first unit on.</param>
    /// <param name="stride">The distance from one unit's weights to the next one's.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="length">The slice's number of features, a multiple of the number of lanes. A slice that has less is filled up
    /// with zeros.</param>
    /// <param name="z">Z, rows · zStride values, is overwritten.</param>
    /// <param name="zStride">The distance from one row of Z to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TRows>(
        TRows x, int rows, ReadOnlySpan<T> w, int stride, int units, int length, Span<T> z, int zStride)
        where TRows : struct, IRows<TElement>, allows ref struct
    {
        ref T w0 = ref MemoryMarshal.GetReference(w);
        Span<T> all = stackalloc T[MostProducts * Lanes<T>.Count];
        ref T lanes = ref MemoryMarshal.GetReference(all);
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
                Tile4x3(ref x0, ref x1, ref x2, ref x3, ref wUnit, stride, length, zRow[unit..], zStride, ref lanes);
            }

            for (; CanTile4x4 && unit + 4 <= units; unit += 4)
            {
                ref T wUnit = ref Unsafe.Add(ref w0, (nint)unit * stride);
                Tile4x4(ref x0, ref x1, ref x2, ref x3, ref wUnit, stride, length, zRow[unit..], zStride, ref lanes);
            }

            for (; unit < units; unit++)
            {
                ref T wUnit = ref Unsafe.Add(ref w0, (nint)unit * stride);
                Tile4x1(ref x0, ref x1, ref x2, ref x3, ref wUnit, length, zRow[unit..], zStride, ref lanes);
            }
        }

        for (; row < rows; row++)
        {
            ref TElement xRow = ref Unsafe.AsRef(in x[row]);
            Span<T> zRow = z[(row * zStride)..];
            int unit = 0;
            for (; unit + 4 <= units; unit += 4)
            {
                ref T wUnit = ref Unsafe.Add(ref w0, (nint)unit * stride);
                if (TVector.Count * 2 == Lanes<T>.Count)
                    Tile1x4OfTwo(ref xRow, ref wUnit, stride, length, zRow[unit..], ref lanes);
                else
                    Tile1x4(ref xRow, ref wUnit, stride, length, zRow[unit..], ref lanes);
            }

            for (; unit < units; unit++)
                Tile1x1(ref xRow, ref Unsafe.Add(ref w0, (nint)unit * stride), length, zRow[unit..], ref lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x3(
        ref TElement x0, ref TElement x1, ref TElement x2, ref TElement x3,
        ref T w, int stride, int length, Span<T> z, int zStride, ref T lanes)
    {
        ref T w1 = ref Unsafe.Add(ref w, stride), w2 = ref Unsafe.Add(ref w, 2 * (nint)stride);
        for (nuint part = 0; part < (nuint)Lanes<T>.Count; part += (nuint)TVector.Count)
        {
            TVector a0 = default, b0 = default, c0 = default;
            TVector a1 = default, b1 = default, c1 = default;
            TVector a2 = default, b2 = default, c2 = default;
            TVector a3 = default, b3 = default, c3 = default;
            for (nuint k = part; k < (nuint)length; k += (nuint)Lanes<T>.Count)
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

            Put(a0, b0, c0, a0, part, ref lanes, 0);
            Put(a1, b1, c1, a1, part, ref lanes, 1);
            Put(a2, b2, c2, a2, part, ref lanes, 2);
            Put(a3, b3, c3, a3, part, ref lanes, 3);
        }

        Take(ref lanes, 0, z, hasFour: false);
        Take(ref lanes, 1, z[zStride..], hasFour: false);
        Take(ref lanes, 2, z[(2 * zStride)..], hasFour: false);
        Take(ref lanes, 3, z[(3 * zStride)..], hasFour: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x4(
        ref TElement x0, ref TElement x1, ref TElement x2, ref TElement x3,
        ref T w, int stride, int length, Span<T> z, int zStride, ref T lanes)
    {
        ref T w1 = ref Unsafe.Add(ref w, stride), w2 = ref Unsafe.Add(ref w, 2 * (nint)stride);
        ref T w3 = ref Unsafe.Add(ref w, 3 * (nint)stride);
        for (nuint part = 0; part < (nuint)Lanes<T>.Count; part += (nuint)TVector.Count)
        {
            TVector a0 = default, b0 = default, c0 = default, d0 = default;
            TVector a1 = default, b1 = default, c1 = default, d1 = default;
            TVector a2 = default, b2 = default, c2 = default, d2 = default;
            TVector a3 = default, b3 = default, c3 = default, d3 = default;
            for (nuint k = part; k < (nuint)length; k += (nuint)Lanes<T>.Count)
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

            Put(a0, b0, c0, d0, part, ref lanes, 0);
            Put(a1, b1, c1, d1, part, ref lanes, 1);
            Put(a2, b2, c2, d2, part, ref lanes, 2);
            Put(a3, b3, c3, d3, part, ref lanes, 3);
        }

        Take(ref lanes, 0, z, hasFour: true);
        Take(ref lanes, 1, z[zStride..], hasFour: true);
        Take(ref lanes, 2, z[(2 * zStride)..], hasFour: true);
        Take(ref lanes, 3, z[(3 * zStride)..], hasFour: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x1(
        ref TElement x0, ref TElement x1, ref TElement x2, ref TElement x3, ref T w, int length, Span<T> z, int zStride,
        ref T lanes)
    {
        for (nuint part = 0; part < (nuint)Lanes<T>.Count; part += (nuint)TVector.Count)
        {
            TVector a0 = default, a1 = default, a2 = default, a3 = default;
            for (nuint k = part; k < (nuint)length; k += (nuint)Lanes<T>.Count)
            {
                TVector v = TVector.Load(ref w, k);
                a0 = TVector.MultiplyAdd(Load(ref x0, k), v, a0);
                a1 = TVector.MultiplyAdd(Load(ref x1, k), v, a1);
                a2 = TVector.MultiplyAdd(Load(ref x2, k), v, a2);
                a3 = TVector.MultiplyAdd(Load(ref x3, k), v, a3);
            }

            Put(a0, a1, a2, a3, part, ref lanes, 0);
        }

        (z[0], z[zStride]) = (lanes, Unsafe.Add(ref lanes, 1));
        (z[2 * zStride], z[3 * zStride]) = (Unsafe.Add(ref lanes, 2), Unsafe.Add(ref lanes, 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x4(ref TElement x, ref T w, int stride, int length, Span<T> z, ref T lanes)
    {
        ref T w1 = ref Unsafe.Add(ref w, stride), w2 = ref Unsafe.Add(ref w, 2 * (nint)stride);
        ref T w3 = ref Unsafe.Add(ref w, 3 * (nint)stride);
        for (nuint part = 0; part < (nuint)Lanes<T>.Count; part += (nuint)TVector.Count)
        {
            TVector a = default, b = default, c = default, d = default;
            for (nuint k = part; k < (nuint)length; k += (nuint)Lanes<T>.Count)
            {
                TVector v = Load(ref x, k);
                a = TVector.MultiplyAdd(v, TVector.Load(ref w, k), a);
                b = TVector.MultiplyAdd(v, TVector.Load(ref w1, k), b);
                c = TVector.MultiplyAdd(v, TVector.Load(ref w2, k), c);
                d = TVector.MultiplyAdd(v, TVector.Load(ref w3, k), d);
            }

            Put(a, b, c, d, part, ref lanes, 0);
        }

        Take(ref lanes, 0, z, hasFour: true);
    }

    /// <summary>The same where two vectors are the lanes: at once, as a tile of one row has registers left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x4OfTwo(ref TElement x, ref T w, int stride, int length, Span<T> z, ref T lanes)
    {
        ref T w1 = ref Unsafe.Add(ref w, stride), w2 = ref Unsafe.Add(ref w, 2 * (nint)stride);
        ref T w3 = ref Unsafe.Add(ref w, 3 * (nint)stride);
        TVector a0 = default, b0 = default, c0 = default, d0 = default;
        TVector a1 = default, b1 = default, c1 = default, d1 = default;
        nuint second = (nuint)TVector.Count;
        for (nuint k = 0; k < (nuint)length; k += 2 * second)
        {
            TVector v = Load(ref x, k);
            a0 = TVector.MultiplyAdd(v, TVector.Load(ref w, k), a0);
            b0 = TVector.MultiplyAdd(v, TVector.Load(ref w1, k), b0);
            c0 = TVector.MultiplyAdd(v, TVector.Load(ref w2, k), c0);
            d0 = TVector.MultiplyAdd(v, TVector.Load(ref w3, k), d0);
            v = Load(ref x, k + second);
            a1 = TVector.MultiplyAdd(v, TVector.Load(ref w, k + second), a1);
            b1 = TVector.MultiplyAdd(v, TVector.Load(ref w1, k + second), b1);
            c1 = TVector.MultiplyAdd(v, TVector.Load(ref w2, k + second), c1);
            d1 = TVector.MultiplyAdd(v, TVector.Load(ref w3, k + second), d1);
        }

        TVector.Sum(a0 + a1, b0 + b1, c0 + c1, d0 + d1, ref lanes);
        Take(ref lanes, 0, z, hasFour: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x1(ref TElement x, ref T w, int length, Span<T> z, ref T lanes)
    {
        for (nuint part = 0; part < (nuint)Lanes<T>.Count; part += (nuint)TVector.Count)
        {
            TVector a = default;
            for (nuint k = part; k < (nuint)length; k += (nuint)Lanes<T>.Count)
                a = TVector.MultiplyAdd(Load(ref x, k), TVector.Load(ref w, k), a);
            Put(a, a, a, a, part, ref lanes, 0);
        }

        z[0] = lanes;
    }

    /// <summary>Keeps a part of the lanes of four products; the last part makes sums of them, which take the first places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector a, TVector b, TVector c, TVector d, nuint part, ref T lanes, int four)
    {
        ref T own = ref Unsafe.Add(ref lanes, four * 4 * Lanes<T>.Count);
        nuint count = (nuint)Lanes<T>.Count;
        if (part + (nuint)TVector.Count < count || TVector.Count * 2 < Lanes<T>.Count)
        {
            TVector.Store(a, ref own, part);
            TVector.Store(b, ref own, part + count);
            TVector.Store(c, ref own, part + (2 * count));
            TVector.Store(d, ref own, part + (3 * count));
        }
        else if (TVector.Count == Lanes<T>.Count)
        {
            TVector.Sum(a, b, c, d, ref own);
        }
        else
        {
            TVector.Sum(
                TVector.Load(in own, 0) + a, TVector.Load(in own, count) + b, TVector.Load(in own, 2 * count) + c,
                TVector.Load(in own, 3 * count) + d, ref own);
        }

        if (part + (nuint)TVector.Count == count && TVector.Count * 2 < Lanes<T>.Count)
        {
            for (int i = 0; i < 4; i++)
                Unsafe.Add(ref own, i) = Lanes<T>.Sum<TVector>(ref Unsafe.Add(ref own, i * Lanes<T>.Count));
        }
    }

    /// <summary>Writes the sums of a row of a tile, of three or four units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(ref T lanes, int four, Span<T> z, bool hasFour)
    {
        ref T own = ref Unsafe.Add(ref lanes, four * 4 * Lanes<T>.Count);
        if (hasFour)
            z[3] = Unsafe.Add(ref own, 3);
        (z[0], z[1], z[2]) = (own, Unsafe.Add(ref own, 1), Unsafe.Add(ref own, 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(ref TElement source, nuint offset) => typeof(TElement) == typeof(byte)
        ? TVector.Load(in Unsafe.As<TElement, byte>(ref source), offset)
        : TVector.Load(in Unsafe.As<TElement, T>(ref source), offset);
}
