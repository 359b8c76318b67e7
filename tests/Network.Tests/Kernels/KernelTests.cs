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
                foreach (int units in (int[])[1, 2, 3, 4, 7, 13])
                    shapes.Add(rows, units, VectorKernels<float>.LengthMultiple * (1 + (rows % 3)));
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DotIsTheProductOfEveryRowWithEveryUnit(int rows, int units, int length)
    {
        float[] x = Draw(1, rows * length), w = Draw(2, (units * length) + 5);
        int stride = length + (units > 1 ? 0 : 5);
        foreach (var multiply in (DotProduct[])
        [
            DotKernel<Wide512<float>, float>.Multiply, DotKernel<Wide256<float>, float>.Multiply,
            DotKernel<Wide128<float>, float>.Multiply, DotKernel<Scalar<float>, float>.Multiply,
        ])
        {
            var z = new float[rows * units];
            multiply(x, rows, w, stride, units, length, z, units);
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < units; unit++)
                {
                    double expected = Enumerable.Range(0, length).Sum(k => (double)x[(row * length) + k] * w[(unit * stride) + k]);
                    Assert.Equal(expected, z[(row * units) + unit], 1e-4);
                }
            }
        }
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

    private delegate void DotProduct(
        ReadOnlySpan<float> x, int rows, ReadOnlySpan<float> w, int stride, int units, int length, Span<float> z, int zStride);

    private delegate void OuterProduct(
        ReadOnlySpan<float> d, int units, ReadOnlySpan<float> x, int length, int rows, Span<float> g);

    private static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
