using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetShallow.Kernels;

/// <summary>
/// A step over θ (length): whole vectors, and then value by value what they leave over. Each value is computed by itself with
/// the same operations, none of them fused, so the bits are the same at every width.
/// </summary>
internal static class UpdateKernel<TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Updates all parameters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update<TStep>(TStep step, int length)
        where TStep : struct, IUpdateStep<T>, allows ref struct
    {
        nuint i = 0;
        for (; i + (nuint)TVector.Count <= (nuint)length; i += (nuint)TVector.Count)
            step.Update<TVector>(i);
        for (; i < (nuint)length; i++)
            step.Update<Scalar<T>>(i);
    }
}
