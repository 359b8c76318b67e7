using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetShallow.Kernels;

/// <summary>512 bits: 16 values of single precision or 8 of double.</summary>
internal readonly struct Wide512<T>(Vector512<T> value) : IVector<Wide512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator +(Wide512<T> left, Wide512<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator -(Wide512<T> left, Wide512<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator *(Wide512<T> left, Wide512<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator /(Wide512<T> left, Wide512<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Load(ref readonly T source, nuint offset)
        => new(Vector512.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Load(ref readonly byte source, nuint offset) => typeof(T) == typeof(float)
        ? new(Vector512.ConvertToSingle(Integers(Vector128.LoadUnsafe(in source, offset))).As<float, T>())
        : new(Vector512.ConvertToDouble(Vector512.WidenLower(
            Wide256<float>.Integers(Wide256<float>.LoadEight(in source, offset)).ToVector512Unsafe())).As<double, T>());

    /// <summary>Sixteen bytes, by one instruction where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Integers(Vector128<byte> bytes) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(bytes)
        : Vector512.WidenLower(Vector256.WidenLower(bytes.ToVector256Unsafe()).ToVector512Unsafe()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide512<T> value, ref T destination, nuint offset)
        => value._value.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> MultiplyAdd(Wide512<T> a, Wide512<T> b, Wide512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> SquareRoot(Wide512<T> value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide512<T> value) => Wide256<T>.Sum(Half(value));

    /// <summary>As [a b], then as [a b c d], so that one addition serves two vectors, and then four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(Wide512<T> a, Wide512<T> b, Wide512<T> c, Wide512<T> d, ref T sums)
    {
        if (!Avx512F.IsSupported)
            Wide256<T>.Sum(Half(a), Half(b), Half(c), Half(d), ref sums);
        else if (typeof(T) == typeof(float))
            Sum(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle(), d._value.AsSingle(), ref Unsafe.As<T, float>(ref sums));
        else
            Sum(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble(), d._value.AsDouble(), ref Unsafe.As<T, double>(ref sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Wide256<T> Half(Wide512<T> value) => new(value._value.GetLower() + value._value.GetUpper());

    // Of quarters: the lower two of each of two vectors, the upper two, the even ones, the odd ones.
    private const byte Lower = 0b01_00_01_00;
    private const byte Upper = 0b11_10_11_10;
    private const byte Even = 0b10_00_10_00;
    private const byte Odd = 0b11_01_11_01;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float sums)
    {
        Vector512<float> ab = Avx512F.Shuffle4x128(a, b, Lower) + Avx512F.Shuffle4x128(a, b, Upper);
        Vector512<float> cd = Avx512F.Shuffle4x128(c, d, Lower) + Avx512F.Shuffle4x128(c, d, Upper);
        Vector512<float> all = Avx512F.Shuffle4x128(ab, cd, Even) + Avx512F.Shuffle4x128(ab, cd, Odd);
        all += Avx512F.Permute4x32(all, 0b01_00_11_10);
        all += Avx512F.Permute4x32(all, 0b10_11_00_01);
        Avx512F.PermuteVar16x32(all, Vector512.Create(0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).GetLower().GetLower()
            .StoreUnsafe(ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(
        Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, ref double sums)
    {
        Vector512<double> ab = Avx512F.Shuffle4x128(a, b, Lower) + Avx512F.Shuffle4x128(a, b, Upper);
        Vector512<double> cd = Avx512F.Shuffle4x128(c, d, Lower) + Avx512F.Shuffle4x128(c, d, Upper);
        Vector512<double> all = Avx512F.Shuffle4x128(ab, cd, Even) + Avx512F.Shuffle4x128(ab, cd, Odd);
        all += Avx512F.Permute2x64(all, 0b01_01_01_01);
        Avx512F.PermuteVar8x64(all, Vector512.Create(0L, 2, 4, 6, 0, 0, 0, 0)).GetLower().StoreUnsafe(ref sums);
    }
}
