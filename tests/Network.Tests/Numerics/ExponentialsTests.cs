using System.Numerics;
using MlNetShallow.Numerics;

namespace MlNetShallow.Network.Tests.Numerics;

/// <summary>A value's result is the same to the bit wherever it lies and whatever lies beside it.</summary>
public class ExponentialsTests
{
    private const int Rows = 100;

    // More than the widest vector has values, so that each start lies differently to its borders.
    private const int Starts = 17;

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void AnActivationIsThatOfItsValueAlone(Activation activation)
    {
        AssertEachAlone<double>(activation);
        AssertEachAlone<float>(activation);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void ActivationsDoNotDependOnTheAddress(Activation activation)
    {
        AssertSameAtAllStarts(Mixed<double>(3 * Rows), Apply);
        AssertSameAtAllStarts(Mixed<float>(3 * Rows), Apply);

        double Apply<T>(Span<T> z, Span<T> a)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ActivationKernels.Apply<T>(activation, z, a);
            return 0;
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void DerivativesDoNotDependOnTheAddress(Activation activation)
    {
        AssertSameAtAllStarts(Mixed<double>(3 * Rows), Derive);
        AssertSameAtAllStarts(Mixed<float>(3 * Rows), Derive);

        double Derive<T>(Span<T> z, Span<T> d)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var a = new T[z.Length];
            ActivationKernels.Apply<T>(activation, z, a);
            z.CopyTo(d);
            ActivationKernels.Derivative<T>(activation, d, a, d);
            return 0;
        }
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 1)]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, 3)]
    public void CostsDoNotDependOnTheAddress(OutputLayer layer, int outputs)
    {
        double[] logits = Array.ConvertAll(Mixed<double>(outputs * Rows), z => double.IsFinite(z) ? z : 0);
        double[] y = [.. Enumerable.Range(0, Rows).Select(row => (double)(row % Math.Max(2, outputs)))];
        double[] w = [.. Enumerable.Repeat(1.0, Rows)];

        AssertSameAtAllStarts(logits, (z, dZ) => OutputCost.CostAndDerivative(layer, z, y, w, dZ));
    }

    /// <summary>The bound of double precision is the library's: within it, all values of a vector go by one formula.</summary>
    [Theory]
    [InlineData(708)]
    [InlineData(-708)]
    [InlineData(707.9)]
    [InlineData(-708.1)]
    [InlineData(double.NegativeInfinity)]
    public void ExpIsTheMathLibrarysToTwoUnitsInTheLastPlace(double beside)
    {
        double[] x = Mixed<double>(3 * Rows), y = new double[x.Length];
        x[7] = beside;

        Exponentials.Exp<double>(x, y);

        for (int i = 0; i < x.Length; i++)
        {
            double expected = Math.Exp(x[i]);
            if (double.IsFinite(expected))
                Assert.InRange(y[i], expected - (2 * Step(expected)), expected + (2 * Step(expected)));
            else
                Assert.Equal(expected, y[i]);
        }

        static double Step(double value) => Math.BitIncrement(value) - value;
    }

    /// <summary>What a saturated unit has beside it: small values, at which the last bit shows, those of both signs beyond the
    /// range of e, and what is no number.</summary>
    private static T[] Mixed<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(1);
        double[] scales = [1, 1, 1, 5, 5, 100, 800, 5000];
        T[] values = [.. Enumerable.Range(0, count).Select(i => T.CreateTruncating(scales[i % 8] * ((2 * random.NextDouble()) - 1)))];
        (values[20], values[45], values[70]) = (T.NaN, T.PositiveInfinity, T.NegativeInfinity);
        return values;
    }

    private static void AssertEachAlone<T>(Activation activation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = Mixed<T>(3 * Rows), together = new T[z.Length], alone = new T[z.Length];
        ActivationKernels.Apply<T>(activation, z, together);
        for (int i = 0; i < z.Length; i++)
            ActivationKernels.Apply<T>(activation, z.AsSpan(i, 1), alone.AsSpan(i, 1));

        Assert.Equal(alone, together);
    }

    private static void AssertSameAtAllStarts<T>(T[] z, Func<Span<T>, Span<T>, double> compute)
    {
        (double Cost, T[] Values)? first = null;
        for (int start = 0; start < Starts; start++)
        {
            T[] moved = new T[z.Length + Starts], result = new T[z.Length + Starts];
            z.CopyTo(moved, start);
            double cost = compute(moved.AsSpan(start, z.Length), result.AsSpan(start, z.Length));
            first ??= (cost, result.AsSpan(start, z.Length).ToArray());
            Assert.Equal(first.Value.Cost, cost);
            Assert.Equal(first.Value.Values, result.AsSpan(start, z.Length).ToArray());
        }
    }
}
