using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetShallow.Kernels;

/// <summary>256 bits: 16 integers of 16 bits, or 8 sums. Of AVX2.</summary>
internal readonly struct Integers256(Vector256<int> value) : IIntegers<Integers256>
{
    private readonly Vector256<int> _value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Integers256 Load(ref readonly short source, nuint offset)
        => new(Vector256.LoadUnsafe(in source, offset).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Integers256 AddProducts(Integers256 a, Integers256 b, Integers256 sums)
        => new(Avx2.MultiplyAddAdjacent(a._value.AsInt16(), b._value.AsInt16()) + sums._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Integers256 sums) => Vector256.Sum(sums._value);
}
