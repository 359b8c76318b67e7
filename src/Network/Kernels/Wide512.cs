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
    public static T Sum(Wide512<T> value) => Vector512.Sum(value._value);
}
