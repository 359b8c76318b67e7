using System.Numerics;

namespace MlNetShallow.Kernels;

/// <summary>An optimizer's step over some parameters θ, with their gradient and what the optimizer keeps of each.</summary>
internal interface IUpdateStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Updates as many parameters as a vector holds, from one on.</summary>
    void Update<TVector>(nuint i)
        where TVector : struct, IVector<TVector, T>;
}
