using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetShallow.Kernels;

/// <summary>θ := θ − α (g + λ θ).</summary>
internal readonly ref struct DescentStep<T>(Span<T> theta, ReadOnlySpan<T> gradient, T l2, T rate) : IUpdateStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _theta = ref MemoryMarshal.GetReference(theta);
    private readonly ref T _gradient = ref MemoryMarshal.GetReference(gradient);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TVector>(nuint i)
        where TVector : struct, IVector<TVector, T>
    {
        TVector t = TVector.Load(in _theta, i);
        TVector g = TVector.Load(in _gradient, i) + (t * TVector.Broadcast(l2));
        TVector.Store(t - (g * TVector.Broadcast(rate)), ref _theta, i);
    }
}

/// <summary>g := g + λ θ, v := μ v + g, θ := θ − α v, or θ := θ − α (g + μ v) with Nesterov's momentum.</summary>
internal readonly ref struct MomentumStep<T>(
    Span<T> theta, ReadOnlySpan<T> gradient, Span<T> velocity, T l2, T rate, T momentum, bool isNesterov) : IUpdateStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _theta = ref MemoryMarshal.GetReference(theta);
    private readonly ref T _gradient = ref MemoryMarshal.GetReference(gradient);
    private readonly ref T _velocity = ref MemoryMarshal.GetReference(velocity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TVector>(nuint i)
        where TVector : struct, IVector<TVector, T>
    {
        TVector t = TVector.Load(in _theta, i), mu = TVector.Broadcast(momentum);
        TVector g = TVector.Load(in _gradient, i) + (t * TVector.Broadcast(l2));
        TVector v = (TVector.Load(in _velocity, i) * mu) + g;
        TVector.Store(v, ref _velocity, i);
        TVector.Store(t - ((isNesterov ? g + (v * mu) : v) * TVector.Broadcast(rate)), ref _theta, i);
    }
}

/// <summary>
/// g := g + λ θ, m := β₁ m + (1 − β₁) g, v := β₂ v + (1 − β₂) g², θ := θ − α m / (s √v + ε), for an α and an s with the
/// corrections for the first steps in them.
/// </summary>
internal readonly ref struct AdamStep<T>(Span<T> theta, ReadOnlySpan<T> gradient, Span<T> mean, Span<T> square)
    : IUpdateStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _theta = ref MemoryMarshal.GetReference(theta);
    private readonly ref T _gradient = ref MemoryMarshal.GetReference(gradient);
    private readonly ref T _mean = ref MemoryMarshal.GetReference(mean);
    private readonly ref T _square = ref MemoryMarshal.GetReference(square);

    public required T L2 { get; init; }

    public required T Rate { get; init; }

    public required T Beta1 { get; init; }

    public required T Beta2 { get; init; }

    public required T RootScale { get; init; }

    public required T Epsilon { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TVector>(nuint i)
        where TVector : struct, IVector<TVector, T>
    {
        TVector t = TVector.Load(in _theta, i);
        TVector g = TVector.Load(in _gradient, i) + (t * TVector.Broadcast(L2));
        TVector m = (TVector.Load(in _mean, i) * TVector.Broadcast(Beta1)) + (g * TVector.Broadcast(T.One - Beta1));
        TVector v = (TVector.Load(in _square, i) * TVector.Broadcast(Beta2)) + (g * g * TVector.Broadcast(T.One - Beta2));
        TVector.Store(m, ref _mean, i);
        TVector.Store(v, ref _square, i);
        TVector root = (TVector.SquareRoot(v) * TVector.Broadcast(RootScale)) + TVector.Broadcast(Epsilon);
        TVector.Store(t - (m * TVector.Broadcast(Rate) / root), ref _theta, i);
    }
}
