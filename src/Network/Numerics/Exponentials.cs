using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace MlNetShallow.Numerics;

/// <summary>
/// eˣ and the functions made of it. The bits of a result follow from its own x alone: not from the values beside it, their number,
/// where they lie, or the width of the CPU's vectors. Results may take the place of x.
/// </summary>
/// <remarks>
/// In double precision <see cref="TensorPrimitives"/> computes eˣ by a polynomial, but all values of a vector by another formula,
/// which differs in the last bits, where one of them is NaN or beyond ±708. Which values share a vector follows from their address
/// and from the vectors' width, and the runtime's own library, compiled ahead of time, has narrower ones than what the JIT puts in
/// its place after some calls. So the polynomial is given only what it takes, and the others come one by one. Single precision has
/// one formula for all values.
/// </remarks>
internal static class Exponentials
{
    /// <summary>The magnitude up to which double precision has one formula for eˣ.</summary>
    private const double Bound = 708;

    /// <summary>y = eˣ.</summary>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Apply(x, y, T.CreateTruncating(Bound), TensorPrimitives.Exp);

    /// <summary>y = 1 / (1 + e⁻ˣ).</summary>
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Apply(x, y, T.CreateTruncating(Bound), TensorPrimitives.Sigmoid);

    /// <summary>y = tanh x, which is had from e⁻²ˣ.</summary>
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Apply(x, y, T.CreateTruncating(Bound / 2), TensorPrimitives.Tanh);

    /// <summary>y = log(1 + x) of 0 ≤ x ≤ 1, to the digits that 1 + x has.</summary>
    public static void LogOnePlus<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Apply(x, y, T.One, TensorPrimitives.LogP1);

    private static void Apply<T>(ReadOnlySpan<T> x, Span<T> y, T bound, Action<ReadOnlySpan<T>, Span<T>> f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length >= Vector512<T>.Count && AreWithin(x, bound))
            f(x, y);
        else
            ApplyByParts(x, y, bound, f);
    }

    /// <summary>Spans shorter than a vector, too, would be computed by another formula than longer ones: they are padded.</summary>
    private static void ApplyByParts<T>(ReadOnlySpan<T> x, Span<T> y, T bound, Action<ReadOnlySpan<T>, Span<T>> f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> part = stackalloc T[Vector512<T>.Count];
        for (int start = 0; start < x.Length; start += part.Length)
        {
            ReadOnlySpan<T> values = x.Slice(start, Math.Min(part.Length, x.Length - start));
            bool areWithin = AreWithin(values, bound);
            part.Clear();
            values.CopyTo(part);
            for (int i = 0; !areWithin && i < part.Length; i++)
                part[i] = IsWithin(part[i], bound) ? part[i] : T.Zero;
            f(part, part);
            for (int i = 0; !areWithin && i < values.Length; i++)
            {
                if (!IsWithin(values[i], bound))
                    f(values.Slice(i, 1), part.Slice(i, 1));
            }

            part[..values.Length].CopyTo(y[start..]);
        }
    }

    private static bool AreWithin<T>(ReadOnlySpan<T> x, T bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(double))
            return true;
        Vector<T> bounds = new(bound);
        int i = 0;
        for (; i + Vector<T>.Count <= x.Length; i += Vector<T>.Count)
        {
            if (!Vector.LessThanOrEqualAll(Vector.Abs(new Vector<T>(x[i..])), bounds))
                return false;
        }

        for (; i < x.Length; i++)
        {
            if (!IsWithin(x[i], bound))
                return false;
        }

        return true;
    }

    private static bool IsWithin<T>(T x, T bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) != typeof(double) || T.Abs(x) <= bound;
}
