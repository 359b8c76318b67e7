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

    /// <summary>The sum of all values.</summary>
    static abstract T Sum(TSelf value);
}
