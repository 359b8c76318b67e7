using System.Numerics;
using MlNetShallow.Kernels;

namespace MlNetShallow.Network.Tests.Kernels;

/// <summary>Each width against the plain double loop, over shapes that leave every kind of remainder.</summary>
public class KernelTests
{
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int>();
            foreach (int rows in (int[])[1, 2, 3, 4, 5, 11])
            {
                foreach (int units in (int[])[1, 2, 3, 4, 7, 8, 13])
                    shapes.Add(rows, units, VectorKernels<float>.LengthMultiple * (1 + (rows % 3)));
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DotIsTheProductOfEveryRowWithEveryUnit(int rows, int units, int length)
    {
        AssertDot(Draw(1, rows * length), Draw(2, units * length), value => value, 1e-4, rows, units, length);
        AssertDot(Doubles(1, rows * length), Doubles(2, units * length), value => value, 1e-12, rows, units, length);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DotWidensBytes(int rows, int units, int length)
    {
        // Every byte there is comes into some vector of every width.
        byte[] x = [.. Enumerable.Range(0, rows * length).Select(i => (byte)(i * 7))];
        AssertDot(x, Draw(2, units * length), value => value, 0.02, rows, units, length);
        AssertDot(x, Doubles(2, units * length), value => value, 1e-10, rows, units, length);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ARowAloneGetsTheSameBitsAsAmongOthers(int rows, int units, int length)
    {
        float[] x = Draw(3, rows * length), w = Draw(4, units * length);
        var together = new float[rows * units];
        VectorKernels<float>.Dot(x, rows, w, length, units, length, together, units);

        for (int row = 0; row < rows; row++)
        {
            var alone = new float[units];
            VectorKernels<float>.Dot(x.AsSpan(row * length, length), 1, w, length, units, length, alone, units);
            Assert.Equal(together.AsSpan(row * units, units).ToArray(), alone);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OuterProductsAreAdded(int rows, int units, int length)
    {
        int padded = VectorKernels<float>.PaddedUnits(units);
        float[] d = Draw(5, rows * padded), x = Draw(6, rows * length), start = Draw(7, padded * length);
        foreach (var multiplyAdd in (OuterProduct[])
        [
            OuterKernel<Wide512<float>, float>.MultiplyAdd, OuterKernel<Wide256<float>, float>.MultiplyAdd,
            OuterKernel<Wide128<float>, float>.MultiplyAdd, OuterKernel<Scalar<float>, float>.MultiplyAdd,
        ])
        {
            float[] g = [.. start];
            multiplyAdd(d, padded, x, length, rows, g);
            for (int unit = 0; unit < padded; unit++)
            {
                for (int k = 0; k < length; k++)
                {
                    double expected = start[(unit * length) + k]
                        + Enumerable.Range(0, rows).Sum(row => (double)d[(row * padded) + unit] * x[(row * length) + k]);
                    Assert.Equal(expected, g[(unit * length) + k], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void EveryByteIsWidenedExactly()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256 + 37).Select(i => (byte)i)];
        var singles = new float[bytes.Length];
        var doubles = new double[bytes.Length];

        Widening.Convert<byte, float>(bytes, singles);
        Widening.Convert<byte, double>(bytes, doubles);

        Assert.Equal(bytes.Select(value => (float)value), singles);
        Assert.Equal(bytes.Select(value => (double)value), doubles);
    }

    private static void AssertDot<T, TElement>(
        TElement[] x, T[] w, Func<TElement, double> value, double tolerance, int rows, int units, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TElement : unmanaged
    {
        T[]? widest = null;
        foreach (var multiply in (DotProduct<T, TElement>[])
        [
            DotKernel<Wide512<T>, T, TElement>.Multiply, DotKernel<Wide256<T>, T, TElement>.Multiply,
            DotKernel<Wide128<T>, T, TElement>.Multiply, DotKernel<Scalar<T>, T, TElement>.Multiply,
        ])
        {
            var z = new T[rows * units];
            multiply(new RegularRows<TElement>(x, length), rows, w, length, units, length, z, units);
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < units; unit++)
                {
                    double expected = Enumerable.Range(0, length)
                        .Sum(k => value(x[(row * length) + k]) * double.CreateTruncating(w[(unit * length) + k]));
                    Assert.Equal(expected, double.CreateTruncating(z[(row * units) + unit]), tolerance);
                }
            }

            // Every width takes the same sums in the same order.
            Assert.Equal(widest ??= z, z);
        }
    }

    private delegate void DotProduct<T, TElement>(
        RegularRows<TElement> x, int rows, ReadOnlySpan<T> w, int stride, int units, int length, Span<T> z, int zStride)
        where TElement : unmanaged;

    private delegate void OuterProduct(
        ReadOnlySpan<float> d, int units, ReadOnlySpan<float> x, int length, int rows, Span<float> g);

    private static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static double[] Doubles(int seed, int count) => [.. Draw(seed, count).Select(value => (double)value)];
}
