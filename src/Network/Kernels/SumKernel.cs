using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetShallow.Kernels;

/// <summary>Σ xᵢ yᵢ and Σ xᵢ, over vectors of any length, in <see cref="Lanes{T}"/>.</summary>
internal static class SumKernel<TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many values the parts of the lanes take in turn: those that are in the nearest cache.</summary>
    private const int BlockLength = 1024;

    /// <summary>Σ xᵢ yᵢ; y (length of x), or empty for Σ xᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y);
        Span<T> all = stackalloc T[Lanes<T>.Count];
        ref T lanes = ref MemoryMarshal.GetReference(all);
        int whole = x.Length - (x.Length % Lanes<T>.Count);
        for (int start = 0; start < whole; start += BlockLength)
        {
            int end = Math.Min(start + BlockLength, whole);
            for (int part = 0; part < Lanes<T>.Count; part += TVector.Count)
            {
                TVector sums = TVector.Load(in lanes, (nuint)part);
                if (y.IsEmpty)
                {
                    for (int k = start + part; k < end; k += Lanes<T>.Count)
                        sums += TVector.Load(in x0, (nuint)k);
                }
                else
                {
                    for (int k = start + part; k < end; k += Lanes<T>.Count)
                        sums = TVector.MultiplyAdd(TVector.Load(in x0, (nuint)k), TVector.Load(in y0, (nuint)k), sums);
                }

                TVector.Store(sums, ref lanes, (nuint)part);
            }
        }

        for (int k = whole; k < x.Length; k++)
            all[k - whole] = y.IsEmpty ? all[k - whole] + x[k] : T.MultiplyAddEstimate(x[k], y[k], all[k - whole]);
        return Lanes<T>.Sum<TVector>(ref lanes);
    }
}
