namespace MlNetShallow.Kernels;

/// <summary>
/// A SIMD register of <see cref="Count"/> integers of 16 bits or, for the sums of their products, of half as many of 32 bits.
/// No method checks bounds: who calls a kernel has done so.
/// </summary>
internal interface IIntegers<TSelf>
    where TSelf : struct, IIntegers<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf Load(ref readonly short source, nuint offset);

    /// <summary>sums + a · b, two neighbouring products to a sum.</summary>
    static abstract TSelf AddProducts(TSelf a, TSelf b, TSelf sums);

    /// <summary>The sum of all sums.</summary>
    static abstract int Sum(TSelf sums);
}
