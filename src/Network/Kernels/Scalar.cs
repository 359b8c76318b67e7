using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetShallow.Kernels;

/// <summary>One value: the scalar form of every kernel, for CPUs without vector extensions and to test the others
/// against.</summary>
internal readonly struct Scalar<T>(T value) : IVector<Scalar<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _value = value;

    public static int Count => 1;

    public static Scalar<T> operator +(Scalar<T> left, Scalar<T> right) => new(left._value + right._value);

    public static Scalar<T> operator -(Scalar<T> left, Scalar<T> right) => new(left._value - right._value);

    public static Scalar<T> operator *(Scalar<T> left, Scalar<T> right) => new(left._value * right._value);

    public static Scalar<T> operator /(Scalar<T> left, Scalar<T> right) => new(left._value / right._value);

    public static Scalar<T> Broadcast(T value) => new(value);

    public static Scalar<T> Load(ref readonly T source, nuint offset) => new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    public static Scalar<T> Load(ref readonly byte source, nuint offset)
        => new(T.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in source), offset)));

    public static void Store(Scalar<T> value, ref T destination, nuint offset)
        => Unsafe.Add(ref destination, offset) = value._value;

    public static Scalar<T> MultiplyAdd(Scalar<T> a, Scalar<T> b, Scalar<T> c)
        => new(T.MultiplyAddEstimate(a._value, b._value, c._value));

    public static Scalar<T> SquareRoot(Scalar<T> value) => new(T.Sqrt(value._value));

    public static T Sum(Scalar<T> value) => value._value;
}
