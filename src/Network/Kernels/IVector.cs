using System.Runtime.CompilerServices;

namespace MlNetShallow.Kernels;

/// <summary>
/// A SIMD register of <see cref="Count"/> values, so that a kernel is written once and compiled for each width. Offsets
/// count values from the reference. No method checks bounds: who calls a kernel has done so.
/// </summary>
internal interface IVector<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf Broadcast(T value);

    static abstract TSelf Load(ref readonly T source, nuint offset);

    /// <summary>Loads bytes as values. Exact.</summary>
    static abstract TSelf Load(ref readonly byte source, nuint offset);

    static abstract void Store(TSelf value, ref T destination, nuint offset);

    /// <summary>a · b + c, fused where the CPU can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf SquareRoot(TSelf value);

    /// <summary>The sum of all values: the upper half is added to the lower one until one is left.</summary>
    static abstract T Sum(TSelf value);

    /// <summary>The sums of four vectors, each as <see cref="Sum(TSelf)"/> has it, but with fewer instructions.</summary>
    static virtual void Sum(TSelf a, TSelf b, TSelf c, TSelf d, ref T sums)
    {
        sums = TSelf.Sum(a);
        Unsafe.Add(ref sums, 1) = TSelf.Sum(b);
        Unsafe.Add(ref sums, 2) = TSelf.Sum(c);
        Unsafe.Add(ref sums, 3) = TSelf.Sum(d);
    }
}
