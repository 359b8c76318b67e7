using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetShallow.Kernels;

/// <summary>
/// The two products with one sparse example x. W and G (columns, units) hold the columns that matter, the units of one
/// contiguous, and x is given by the positions of its non-zeros there. units is a multiple of the vector's width. Each sum
/// takes the non-zeros in turn, so that its bits depend on x alone.
/// </summary>
internal static class SparseKernel<TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>z = x·W; z (units) is overwritten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TElement>(
        ReadOnlySpan<int> positions, ReadOnlySpan<TElement> values, ReadOnlySpan<T> w, int units, Span<T> z)
        where TElement : unmanaged, INumber<TElement>
    {
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T z0 = ref MemoryMarshal.GetReference(z);
        for (int unit = 0; unit < units; unit += TVector.Count)
        {
            ref T wUnit = ref Unsafe.Add(ref w0, unit);
            TVector sum = default;
            for (int i = 0; i < positions.Length; i++)
            {
                TVector value = TVector.Broadcast(T.CreateTruncating(values[i]));
                sum = TVector.MultiplyAdd(value, TVector.Load(ref Unsafe.Add(ref wUnit, (nint)positions[i] * units), 0), sum);
            }

            TVector.Store(sum, ref z0, (nuint)unit);
        }
    }

    /// <summary>G += xᵀ·d, for d (units).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAdd(
        ReadOnlySpan<int> positions, ReadOnlySpan<float> values, ReadOnlySpan<T> d, int units, Span<T> g)
    {
        ref T d0 = ref MemoryMarshal.GetReference(d);
        ref T g0 = ref MemoryMarshal.GetReference(g);
        for (int unit = 0; unit < units; unit += TVector.Count)
        {
            ref T gUnit = ref Unsafe.Add(ref g0, unit);
            TVector factor = TVector.Load(ref d0, (nuint)unit);
            for (int i = 0; i < positions.Length; i++)
            {
                ref T column = ref Unsafe.Add(ref gUnit, (nint)positions[i] * units);
                TVector value = TVector.Broadcast(T.CreateTruncating(values[i]));
                TVector.Store(TVector.MultiplyAdd(value, factor, TVector.Load(ref column, 0)), ref column, 0);
            }
        }
    }
}
