using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetShallow.Kernels;

/// <summary>128 bits: 8 integers of 16 bits, or 4 sums. Of any CPU.</summary>
internal readonly struct Integers128(Vector128<int> value) : IIntegers<Integers128>
{
    private readonly Vector128<int> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Integers128 Load(ref readonly short source, nuint offset)
        => new(Vector128.LoadUnsafe(in source, offset).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Integers128 AddProducts(Integers128 a, Integers128 b, Integers128 sums)
        => new(PairProducts(a._value.AsInt16(), b._value.AsInt16()) + sums._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Integers128 sums) => Vector128.Sum(sums._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> PairProducts(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported)
            return Sse2.MultiplyAddAdjacent(a, b);
        var (lowA, highA) = Vector128.Widen(a);
        var (lowB, highB) = Vector128.Widen(b);
        return (lowA * lowB) + (highA * highB);
    }
}
