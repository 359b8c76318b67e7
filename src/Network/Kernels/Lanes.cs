using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetShallow.Kernels;

/// <summary>
/// How products and values are summed, so that the bits of a sum do not depend on the width of the CPU's vectors: lane l takes the
/// terms l, l + Count, l + 2 Count, … in turn, and of the lanes the upper half is added to the lower one until one is left. Where the
/// CPU has fused multiplication and addition, each term is added so; without, the bits differ.
/// </summary>
internal static class Lanes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of lanes: the values of the widest vector.</summary>
    public static int Count => Vector512<T>.Count;

    /// <summary>The sum of all lanes, which are used up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<TVector>(ref T lanes)
        where TVector : struct, IVector<TVector, T>
    {
        for (int half = Count / 2; half >= TVector.Count; half /= 2)
        {
            for (int lane = 0; lane < half; lane += TVector.Count)
            {
                TVector.Store(
                    TVector.Load(in lanes, (nuint)lane) + TVector.Load(in lanes, (nuint)(lane + half)), ref lanes, (nuint)lane);
            }
        }

        return TVector.Sum(TVector.Load(in lanes, 0));
    }
}
