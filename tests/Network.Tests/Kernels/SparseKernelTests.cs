using MlNetShallow.Kernels;

namespace MlNetShallow.Network.Tests.Kernels;

/// <summary>Each width against the plain double loop.</summary>
public class SparseKernelTests
{
    private const int Columns = 40;

    public static TheoryData<int[], int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int[], int>();
            foreach (int[] positions in (int[][])[[], [0], [39], [3, 4, 17], [.. Enumerable.Range(0, Columns)]])
            {
                foreach (int units in (int[])[16, 48])
                    shapes.Add(positions, units);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AnExampleMeetsTheWeightsOfItsColumns(int[] positions, int units)
    {
        float[] values = Draw(1, positions.Length), w = Draw(2, Columns * units);
        foreach (var multiply in (Product[])
        [
            SparseKernel<Wide512<float>, float>.Multiply, SparseKernel<Wide256<float>, float>.Multiply,
            SparseKernel<Wide128<float>, float>.Multiply, SparseKernel<Scalar<float>, float>.Multiply,
        ])
        {
            float[] z = Draw(3, units);
            multiply(positions, values, w, units, z);
            for (int unit = 0; unit < units; unit++)
            {
                double expected = positions.Select((position, i) => (double)values[i] * w[(position * units) + unit]).Sum();
                Assert.Equal(expected, z[unit], 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AnExampleIsAddedToTheGradientOfItsColumns(int[] positions, int units)
    {
        float[] values = Draw(4, positions.Length), d = Draw(5, units), start = Draw(6, Columns * units);
        foreach (var multiplyAdd in (Product[])
        [
            SparseKernel<Wide512<float>, float>.MultiplyAdd, SparseKernel<Wide256<float>, float>.MultiplyAdd,
            SparseKernel<Wide128<float>, float>.MultiplyAdd, SparseKernel<Scalar<float>, float>.MultiplyAdd,
        ])
        {
            float[] g = [.. start];
            multiplyAdd(positions, values, d, units, g);
            for (int column = 0; column < Columns; column++)
            {
                int i = Array.IndexOf(positions, column);
                for (int unit = 0; unit < units; unit++)
                {
                    double added = i < 0 ? 0 : (double)values[i] * d[unit];
                    Assert.Equal(start[(column * units) + unit] + added, g[(column * units) + unit], 1e-6);
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(100, 112)]
    public void UnitsArePaddedToWholeVectors(int units, int padded)
        => Assert.Equal(padded, VectorKernels<float>.PaddedSparseUnits(units));

    private delegate void Product(
        ReadOnlySpan<int> positions, ReadOnlySpan<float> values, ReadOnlySpan<float> factor, int units, Span<float> result);

    private static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
