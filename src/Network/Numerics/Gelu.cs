using System.Numerics;
using System.Numerics.Tensors;

namespace MlNetShallow.Numerics;

/// <summary>
/// g(z) = z·Φ(z) and g'(z) = Φ(z) + z·φ(z), with the normal distribution Φ(z) = ½ erfc(−z/√2) and its density φ.
/// </summary>
/// <remarks>
/// With x = |z|/√2, erf x = x·A(x²) up to <see cref="Border"/> and erfc x = e^(−x²)·C(x) above, where A and C are the rational
/// functions of Cody, Rational Chebyshev approximations for the error function, Mathematics of Computation 23 (1969). His third, of
/// x > 4, is left out: there C still has erfc to 1e-20, and a sum with it needs no more. In double precision Φ is off by 3e-16 at
/// the most. All values go through the same operations, the last ones in a vector that is filled up, so that the bits of a result
/// follow from its own z alone.
/// </remarks>
internal static class Gelu
{
    private const double Border = 0.46875;

    // e^(−x²) is as good as 0; see Exponentials for what comes beyond.
    private const double Largest = 26;

    // Values at a time, a whole number of vectors.
    private const int PartLength = 64;

    /// <summary>a = g(z). a may be z.</summary>
    public static void Apply<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Compute(z, a, isDerivative: false);

    /// <summary>d = g'(z). d may be z.</summary>
    public static void Derivative<T>(ReadOnlySpan<T> z, Span<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Compute(z, d, isDerivative: true);

    private static void Compute<T>(ReadOnlySpan<T> z, Span<T> results, bool isDerivative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> part = stackalloc T[PartLength], exponentials = stackalloc T[PartLength];
        var inverseRoot = Number<T>(1 / Math.Sqrt(2));
        var density = Number<T>(1 / Math.Sqrt(2 * Math.PI));
        var half = Number<T>(0.5);
        for (int start = 0; start < z.Length; start += PartLength)
        {
            ReadOnlySpan<T> values = z.Slice(start, Math.Min(PartLength, z.Length - start));
            int padded = (values.Length + Vector<T>.Count - 1) / Vector<T>.Count * Vector<T>.Count;
            values.CopyTo(part);
            part[values.Length..padded].Clear();
            Exponents(part[..padded], exponentials[..padded]);
            for (int i = 0; i < padded; i += Vector<T>.Count)
            {
                Vector<T> value = new(part[i..]), e = new(exponentials[i..]);
                Vector<T> x = Vector.Abs(value) * inverseRoot;
                Vector<T> center = half + (half * Vector.CopySign(ErrorFunction(x), value));
                Vector<T> tail = half * e * Complement(x);
                tail = Vector.ConditionalSelect(Vector.LessThan(value, Vector<T>.Zero), tail, Vector<T>.One - tail);
                Vector<T> normal = Vector.ConditionalSelect(Vector.LessThanOrEqual(x, Number<T>(Border)), center, tail);
                (isDerivative ? normal + (value * (e * density)) : value * normal).CopyTo(part[i..]);
            }

            part[..values.Length].CopyTo(results[start..]);
        }
    }

    /// <summary>e^(−z²/2), 0 for large ones.</summary>
    private static void Exponents<T>(ReadOnlySpan<T> z, Span<T> e)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.CreateTruncating(Largest * Largest);
        TensorPrimitives.Multiply(z, z, e);
        TensorPrimitives.Multiply(e, T.CreateTruncating(0.5), e);
        TensorPrimitives.Min(e, largest, e);
        TensorPrimitives.Negate(e, e);
        Exponentials.Exp<T>(e, e);
        T smallest = T.Exp(-largest) * (T.One + T.One);
        for (int i = 0; i < e.Length; i++)
            e[i] = e[i] <= smallest ? T.Zero : e[i];
    }

    /// <summary>erf x, of 0 ≤ x ≤ <see cref="Border"/>.</summary>
    private static Vector<T> ErrorFunction<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Larger values are not wanted of it, but their powers must stay finite.
        Vector<T> square = Vector.Min(x * x, Number<T>(1));
        Vector<T> above = Polynomial(
            square,
            [1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3]);
        Vector<T> below = Polynomial(
            square, [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3]);
        return x * above / below;
    }

    /// <summary>e^(x²)·erfc x, of x ≥ <see cref="Border"/>.</summary>
    private static Vector<T> Complement<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x = Vector.Min(x, Number<T>(Largest));
        Vector<T> above = Polynomial(
            x,
            [
                2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1,
                2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
                1.23033935479799725e3,
            ]);
        Vector<T> below = Polynomial(
            x,
            [
                1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
                3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
            ]);
        return above / below;
    }

    /// <summary>By Horner's rule; coefficients from the highest power on.</summary>
    private static Vector<T> Polynomial<T>(Vector<T> x, ReadOnlySpan<double> coefficients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> sum = Number<T>(coefficients[0]);
        for (int i = 1; i < coefficients.Length; i++)
            sum = (sum * x) + Number<T>(coefficients[i]);
        return sum;
    }

    private static Vector<T> Number<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(T.CreateTruncating(value));
}
