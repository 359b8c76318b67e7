using MlNetShallow.Numerics;

namespace MlNetShallow.Network.Tests.Numerics;

/// <summary>The figures are NumPy's: np.random.seed(s) and the function named.</summary>
public class MersenneTwisterTests
{
    [Fact]
    public void Randn()
    {
        var random = new MersenneTwister(1);

        double[] expected = [1.62434536366, -0.61175641365, -0.52817175226, -1.07296862215, 0.86540762932, -2.30153869688];
        foreach (double value in expected)
            Assert.Equal(value, random.NextNormal(), 1e-10);
    }

    [Fact]
    public void RandomSample()
    {
        var random = new MersenneTwister(1);

        Assert.Equal(4.17022004702574e-01, random.NextDouble(), 1e-15);
        Assert.Equal(7.20324493442158e-01, random.NextDouble(), 1e-15);
        Assert.Equal(1.14374817344887e-04, random.NextDouble(), 1e-15);
    }

    [Fact]
    public void Permutation()
    {
        int[] values = [.. Enumerable.Range(0, 10)];

        new MersenneTwister(42).Shuffle(values);

        Assert.Equal([8, 1, 5, 0, 7, 2, 9, 4, 3, 6], values);
    }

    [Fact]
    public void TheTenThousandthWordOfTheStandardSeed()
    {
        // The C++ standard gives this figure for std::mt19937, [rand.predef].
        var random = new MersenneTwister(5489);
        uint word = 0;
        for (int i = 0; i < 10_000; i++)
            word = random.NextUInt32();

        Assert.Equal(4123659995u, word);
    }
}
