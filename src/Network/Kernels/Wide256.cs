using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetShallow.Kernels;

/// <summary>256 bits: 8 values of single precision or 4 of double.</summary>
internal readonly struct Wide256<T>(Vector256<T> value) : IVector<Wide256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _value = value;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator +(Wide256<T> left, Wide256<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator -(Wide256<T> left, Wide256<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator *(Wide256<T> left, Wide256<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator /(Wide256<T> left, Wide256<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Load(ref readonly T source, nuint offset)
        => new(Vector256.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Load(ref readonly byte source, nuint offset) => typeof(T) == typeof(float)
        ? new(Vector256.ConvertToSingle(Integers(LoadEight(in source, offset))).As<float, T>())
        : new(Vector256.ConvertToDouble(Vector256.WidenLower(
            Wide128<float>.Integers(Wide128<float>.LoadFour(in source, offset)).ToVector256Unsafe())).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> LoadEight(ref readonly byte source, nuint offset)
        => Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(in Unsafe.Add(ref Unsafe.AsRef(in source), offset))).AsByte();

    /// <summary>The first eight bytes, by one instruction where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> Integers(Vector128<byte> bytes) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(bytes)
        : Vector256.WidenLower(Vector128.WidenLower(bytes).ToVector256Unsafe()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide256<T> value, ref T destination, nuint offset)
        => value._value.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> MultiplyAdd(Wide256<T> a, Wide256<T> b, Wide256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> SquareRoot(Wide256<T> value) => new(Vector256.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide256<T> value) => Wide128<T>.Sum(new(value._value.GetLower() + value._value.GetUpper()));

    /// <summary>As [a b] and [c d], so that one addition serves two vectors, and then four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(Wide256<T> a, Wide256<T> b, Wide256<T> c, Wide256<T> d, ref T sums)
    {
        if (!Avx.IsSupported)
            (sums, Unsafe.Add(ref sums, 1), Unsafe.Add(ref sums, 2), Unsafe.Add(ref sums, 3)) = (Sum(a), Sum(b), Sum(c), Sum(d));
        else if (typeof(T) == typeof(float))
            Sum(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle(), d._value.AsSingle(), ref Unsafe.As<T, float>(ref sums));
        else
            Sum(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble(), d._value.AsDouble(), ref Unsafe.As<T, double>(ref sums));
    }

    // The lower halves of two vectors, and the upper ones.
    private const byte Lower = 0x20;
    private const byte Upper = 0x31;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, ref float sums)
    {
        Vector256<float> ac = Avx.Permute2x128(a, c, Lower) + Avx.Permute2x128(a, c, Upper);
        Vector256<float> bd = Avx.Permute2x128(b, d, Lower) + Avx.Permute2x128(b, d, Upper);
        Vector256<float> all = Avx.Shuffle(ac, bd, 0b01_00_01_00) + Avx.Shuffle(ac, bd, 0b11_10_11_10);
        all += Avx.Permute(all, 0b10_11_00_01);
        // The sums of a, b, c and d are twice each, one after the other.
        Sse.Shuffle(all.GetLower(), all.GetUpper(), 0b10_00_10_00).StoreUnsafe(ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(
        Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, ref double sums)
    {
        Vector256<double> ac = Avx.Permute2x128(a, c, Lower) + Avx.Permute2x128(a, c, Upper);
        Vector256<double> bd = Avx.Permute2x128(b, d, Lower) + Avx.Permute2x128(b, d, Upper);
        (Avx.UnpackLow(ac, bd) + Avx.UnpackHigh(ac, bd)).StoreUnsafe(ref sums);
    }
}
