using System.Numerics;

namespace MlNetShallow.Engines;

/// <summary>Takes a gradient part by part, each as soon as it is complete and still in the CPU's cache.</summary>
/// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
public interface IGradientSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Whether derivatives of 0 change nothing here, so that an engine may leave them out, as it does where it has sparse
    /// features. Default false.
    /// </summary>
    bool IgnoresZeros => false;

    /// <summary>Says that the derivatives of some parameters come soon, so that a sink may have the CPU fetch what it needs for
    /// them from memory meanwhile. Engines need not say so. May come from several threads at once. By default does
    /// nothing.</summary>
    /// <param name="offset">The first parameter's position in <see cref="NetworkParameters{T}.Values"/>.</param>
    /// <param name="length">The number of parameters.</param>
    void Prefetch(int offset, int length)
    {
    }

    /// <summary>Takes the derivatives of some parameters. Every parameter comes once a step, or with
    /// <see cref="IgnoresZeros"/> perhaps not at all if its derivative is 0; parts may come from several threads at once. The
    /// engine has no more need of the parameters of that part, so they may be changed.</summary>
    /// <param name="offset">The first parameter's position in <see cref="NetworkParameters{T}.Values"/>.</param>
    /// <param name="gradient">∂J/∂θ of that parameter and those after it.</param>
    void Accept(int offset, ReadOnlySpan<T> gradient);
}
