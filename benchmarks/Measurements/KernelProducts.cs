using System.Numerics;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using MlNetShallow.Kernels;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>The two products on one thread, as the engine calls them for 64 hidden units of 12288 features.</summary>
/// <typeparam name="T">The precision.</typeparam>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class KernelProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 64;
    private const int Units = 64;
    private const int Length = 768;
    private const int Stride = 64 * 64 * 3;

    private readonly T[] _x = Draw(1, Rows * Length);
    private readonly T[] _w = Draw(2, Units * Stride);
    private readonly T[] _z = new T[Rows * Units];
    private readonly T[] _d = Draw(3, Rows * Units);
    private readonly T[] _g = new T[Units * Length];
    private Action _dot = () => { };
    private Action _outer = () => { };

    /// <summary>The widths that the machine has.</summary>
    public static IEnumerable<int> Widths
    {
        get
        {
            if (Vector512.IsHardwareAccelerated)
                yield return 512;
            if (Vector256.IsHardwareAccelerated)
                yield return 256;
            if (Vector128.IsHardwareAccelerated)
                yield return 128;
            yield return 0;
        }
    }

    /// <summary>Bits of a vector; 0 for the scalar form.</summary>
    [ParamsSource(nameof(Widths))]
    public int Width { get; set; }

    /// <summary>The additions and multiplications of one call.</summary>
    internal static double Operations => 2.0 * Rows * Units * Length;

    [GlobalSetup]
    public void Choose() => (_dot, _outer) = Width switch
    {
        512 => Products<Wide512<T>>(),
        256 => Products<Wide256<T>>(),
        128 => Products<Wide128<T>>(),
        _ => Products<Scalar<T>>(),
    };

    [Benchmark]
    public void Dot() => _dot();

    [Benchmark]
    public void OuterProduct() => _outer();

    private (Action Dot, Action Outer) Products<TVector>()
        where TVector : struct, IVector<TVector, T>
        => (() => DotKernel<TVector, T, T>.Multiply(new RegularRows<T>(_x, Length), Rows, _w, Stride, Units, Length, _z, Units),
            () => OuterKernel<TVector, T>.MultiplyAdd(_d, Units, _x, Length, Rows, _g));

    private static T[] Draw(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
    }
}
