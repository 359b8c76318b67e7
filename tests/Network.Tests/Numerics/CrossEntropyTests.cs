using MlNetShallow.Numerics;

namespace MlNetShallow.Network.Tests.Numerics;

public class CrossEntropyTests
{
    [Theory]
    [InlineData(0, 1, 0.69314718055994531)]
    [InlineData(1000, 1, 0)]
    [InlineData(1000, 0, 1000)]
    [InlineData(-1000, 1, 1000)]
    [InlineData(-40, 0, 4.248354255291589e-18)]
    [InlineData(2, 0.5, 1.1269280110429725)]
    public void CostOfALogitIsExactWhereTheProbabilityIsNot(double z, double y, double cost)
        => Assert.Equal(cost, CrossEntropy.CostOfLogit(z, y), 1e-15 * Math.Max(cost, 1e-18));

    [Theory]
    [InlineData(-0.3, 0)]
    [InlineData(-0.3, 1)]
    [InlineData(4.5, 0)]
    [InlineData(4.5, 1)]
    public void ItIsTheFormulaOfTheNotes(double z, double y)
    {
        double yHat = 1 / (1 + Math.Exp(-z));

        Assert.Equal(-((y * Math.Log(yHat)) + ((1 - y) * Math.Log(1 - yHat))), CrossEntropy.CostOfLogit(z, y), 1e-13);
    }

    [Fact]
    public void SigmoidOfHugeLogitsIsZeroOrOne()
    {
        Assert.Equal(0, CrossEntropy.Sigmoid(-1e308));
        Assert.Equal(1, CrossEntropy.Sigmoid(1e308));
    }

    [Fact]
    public void ManyLogitsAtOnceCostWhatEachDoes()
    {
        double[] z = [-1000, -40, -3, -0.5, 0, 1e-9, 0.5, 2, 7, 40, 1000], y = [0, 1, 0, 1, 0.25, 1, 0, 1, 0, 1, 1];
        double[] w = [1, 2, 0.5, 1, 1, 3, 0, 1, 1, 1, 1], dZ = new double[z.Length];
        double[] logits = [.. z];

        double cost = CrossEntropy.CostAndDerivative(logits, y, w, dZ);

        Assert.Equal(Enumerable.Range(0, z.Length).Sum(i => w[i] * CrossEntropy.CostOfLogit(z[i], y[i])), cost, 1e-12);
        for (int i = 0; i < z.Length; i++)
            Assert.Equal(w[i] * (CrossEntropy.Sigmoid(z[i]) - y[i]), dZ[i], 1e-15);
    }
}
