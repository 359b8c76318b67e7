using MlNetShallow.Kernels;

namespace MlNetShallow.Network.Tests.Kernels;

/// <summary>Sums and products of two vectors: each width against a plain loop, and against the others bit by bit.</summary>
public class SumKernelTests
{
    public static TheoryData<int> Lengths => [0, 1, 7, 8, 15, 16, 17, 31, 250, 1024, 1025, 5000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void SumsAreTheSameAtEveryWidth(int length)
    {
        var random = new Random(length);
        float[] x = [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] y = [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle()) - 1)];
        double[] wideX = [.. x.Select(value => (double)value)], wideY = [.. y.Select(value => (double)value)];
        float dot = VectorKernels<float>.Dot(x, y), sum = VectorKernels<float>.Sum(x);
        double wideDot = VectorKernels<double>.Dot(wideX, wideY), wideSum = VectorKernels<double>.Sum(wideX);

        double expected = wideX.Zip(wideY, (a, b) => a * b).Sum();
        Assert.Equal(expected, dot, 1e-5 * (1 + length));
        Assert.Equal(expected, wideDot, 1e-14 * (1 + length));
        Assert.Equal(wideX.Sum(), sum, 1e-5 * (1 + length));
        Assert.Equal(wideX.Sum(), wideSum, 1e-14 * (1 + length));
        Assert.All(
            (Reduction<float>[])
            [
                SumKernel<Wide512<float>, float>.Sum, SumKernel<Wide256<float>, float>.Sum, SumKernel<Wide128<float>, float>.Sum,
                SumKernel<Scalar<float>, float>.Sum,
            ],
            kernel => Assert.Equal((dot, sum), (kernel(x, y), kernel(x, []))));
        Assert.All(
            (Reduction<double>[])
            [
                SumKernel<Wide512<double>, double>.Sum, SumKernel<Wide256<double>, double>.Sum,
                SumKernel<Wide128<double>, double>.Sum, SumKernel<Scalar<double>, double>.Sum,
            ],
            kernel => Assert.Equal((wideDot, wideSum), (kernel(wideX, wideY), kernel(wideX, []))));
    }

    // 2⁻²⁴ is lost beside 1, so the order of the sum shows: lane 0 takes the terms 0 and 16 of single precision, lane 8 the eighth.
    [Fact]
    public void LanesAreAddedByHalves()
    {
        const float small = 1f / (1 << 24);
        float[] x = new float[32];
        (x[0], x[8], x[16], x[24]) = (1, small, small, small);

        // (1 + 2⁻²⁴ → 1) + (2⁻²⁴ + 2⁻²⁴) = 1 + 2⁻²³.
        Assert.Equal(1 + (2 * small), VectorKernels<float>.Sum(x));
    }

    private delegate T Reduction<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y);
}
