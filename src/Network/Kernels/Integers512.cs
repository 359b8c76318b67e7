using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetShallow.Kernels;

/// <summary>512 bits: 32 integers of 16 bits, or 16 sums. Of AVX-512.</summary>
internal readonly struct Integers512(Vector512<int> value) : IIntegers<Integers512>
{
    private readonly Vector512<int> _value = value;

    public static int Count => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Integers512 Load(ref readonly short source, nuint offset)
        => new(Vector512.LoadUnsafe(in source, offset).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Integers512 AddProducts(Integers512 a, Integers512 b, Integers512 sums)
        => new(Avx512BW.MultiplyAddAdjacent(a._value.AsInt16(), b._value.AsInt16()) + sums._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Integers512 sums) => Vector512.Sum(sums._value);
}
