using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetShallow.Kernels;

/// <summary>
/// G += Dᵀ·X over some rows. D (rows, units), X (rows, length), G (units, length). length is a multiple of three vectors,
/// units of four: buffers are padded with zeros. The rows of a sum are taken in turn, so the bits depend on the rows alone.
/// </summary>
internal static class OuterKernel<TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of units to a tile.</summary>
    public const int TileUnits = 4;

    /// <summary>The number of features to a tile.</summary>
    public static int TileLength => 3 * TVector.Count;

    /// <summary>Adds all products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAdd(ReadOnlySpan<T> d, int units, ReadOnlySpan<T> x, int length, int rows, Span<T> g)
    {
        ref T d0 = ref MemoryMarshal.GetReference(d);
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T g0 = ref MemoryMarshal.GetReference(g);
        for (int k = 0; k < length; k += TileLength)
        {
            for (int unit = 0; unit < units; unit += TileUnits)
            {
                Tile4x3(
                    ref Unsafe.Add(ref d0, unit), units, ref Unsafe.Add(ref x0, k), length, rows,
                    ref Unsafe.Add(ref g0, (unit * length) + k));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x3(ref T d, int units, ref T x, int length, int rows, ref T g)
    {
        nuint second = (nuint)TVector.Count, third = 2 * second;
        ref T g1 = ref Unsafe.Add(ref g, length), g2 = ref Unsafe.Add(ref g, 2 * length), g3 = ref Unsafe.Add(ref g, 3 * length);
        TVector a0 = TVector.Load(ref g, 0), b0 = TVector.Load(ref g, second), c0 = TVector.Load(ref g, third);
        TVector a1 = TVector.Load(ref g1, 0), b1 = TVector.Load(ref g1, second), c1 = TVector.Load(ref g1, third);
        TVector a2 = TVector.Load(ref g2, 0), b2 = TVector.Load(ref g2, second), c2 = TVector.Load(ref g2, third);
        TVector a3 = TVector.Load(ref g3, 0), b3 = TVector.Load(ref g3, second), c3 = TVector.Load(ref g3, third);
        for (int row = 0; row < rows; row++)
        {
            TVector va = TVector.Load(ref x, 0), vb = TVector.Load(ref x, second), vc = TVector.Load(ref x, third);
            TVector v = TVector.Broadcast(d);
            a0 = TVector.MultiplyAdd(v, va, a0);
            b0 = TVector.MultiplyAdd(v, vb, b0);
            c0 = TVector.MultiplyAdd(v, vc, c0);
            v = TVector.Broadcast(Unsafe.Add(ref d, 1));
            a1 = TVector.MultiplyAdd(v, va, a1);
            b1 = TVector.MultiplyAdd(v, vb, b1);
            c1 = TVector.MultiplyAdd(v, vc, c1);
            v = TVector.Broadcast(Unsafe.Add(ref d, 2));
            a2 = TVector.MultiplyAdd(v, va, a2);
            b2 = TVector.MultiplyAdd(v, vb, b2);
            c2 = TVector.MultiplyAdd(v, vc, c2);
            v = TVector.Broadcast(Unsafe.Add(ref d, 3));
            a3 = TVector.MultiplyAdd(v, va, a3);
            b3 = TVector.MultiplyAdd(v, vb, b3);
            c3 = TVector.MultiplyAdd(v, vc, c3);
            x = ref Unsafe.Add(ref x, length);
            d = ref Unsafe.Add(ref d, units);
        }

        Store(a0, b0, c0, ref g);
        Store(a1, b1, c1, ref g1);
        Store(a2, b2, c2, ref g2);
        Store(a3, b3, c3, ref g3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector a, TVector b, TVector c, ref T g)
    {
        TVector.Store(a, ref g, 0);
        TVector.Store(b, ref g, (nuint)TVector.Count);
        TVector.Store(c, ref g, 2 * (nuint)TVector.Count);
    }
}
