using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetShallow.Kernels;

/// <summary>128 bits: 4 values of single precision or 2 of double.</summary>
internal readonly struct Wide128<T>(Vector128<T> value) : IVector<Wide128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _value = value;

    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator +(Wide128<T> left, Wide128<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator -(Wide128<T> left, Wide128<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator *(Wide128<T> left, Wide128<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator /(Wide128<T> left, Wide128<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Load(ref readonly T source, nuint offset)
        => new(Vector128.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Load(ref readonly byte source, nuint offset) => typeof(T) == typeof(float)
        ? new(Vector128.ConvertToSingle(Integers(LoadFour(in source, offset))).As<float, T>())
        : new(Vector128.Create<double>([
            Unsafe.Add(ref Unsafe.AsRef(in source), offset),
            Unsafe.Add(ref Unsafe.AsRef(in source), offset + 1)]).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> LoadFour(ref readonly byte source, nuint offset)
        => Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(in Unsafe.Add(ref Unsafe.AsRef(in source), offset))).AsByte();

    /// <summary>The first four bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Integers(Vector128<byte> bytes)
        => Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide128<T> value, ref T destination, nuint offset)
        => value._value.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> MultiplyAdd(Wide128<T> a, Wide128<T> b, Wide128<T> c) => typeof(T) == typeof(float)
        ? new(Vector128.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector128.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> SquareRoot(Wide128<T> value) => new(Vector128.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide128<T> value)
    {
        Vector128<T> halves = value._value + Upper(value._value);
        return typeof(T) == typeof(float)
            ? halves.ToScalar() + halves.GetElement(1)
            : halves.ToScalar();
    }

    /// <summary>The upper half of the values in the place of the lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Upper(Vector128<T> value) => typeof(T) == typeof(float)
        ? Vector128.Shuffle(value.AsSingle(), Vector128.Create(2, 3, 2, 3)).As<float, T>()
        : Vector128.Shuffle(value.AsDouble(), Vector128.Create(1L, 1L)).As<double, T>();
}
