using MlNetShallow.Numerics;

namespace MlNetShallow.Network.Tests.Numerics;

public class OutputCostTests
{
    /// <summary>
    /// z = (ln 2, ln 3, ln 5): ŷ = (2, 3, 5) / 10. For class 1 of weight 2: 2 · −ln 3/10, 2 · (2/10, −7/10, 5/10).
    /// z = (0, 0, ln 6): ŷ = (1, 1, 6) / 8. For class 2 of weight 1: −ln 6/8, (1/8, 1/8, −2/8).
    /// </summary>
    [Fact]
    public void SoftmaxByHand()
    {
        double[] z = [Math.Log(2), 0, Math.Log(3), 0, Math.Log(5), Math.Log(6)], dZ = new double[6];

        double cost = OutputCost.CostAndDerivative(OutputLayer.SoftmaxCrossEntropy, z, [1, 2], [2, 1], dZ);

        Assert.Equal(-(2 * Math.Log(0.3)) - Math.Log(0.75), cost, 1e-14);
        double[] expected = [0.4, 0.125, -1.4, 0.125, 1, -0.25];
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], dZ[i], 1e-15);
    }

    [Fact]
    public void SoftmaxOfHugeLogitsCostsWhatItShould()
    {
        // ŷ rounds to 0 or 1: −log ŷ is the distance to the largest logit.
        double[] z = [1e300, -1e4, 0, 1e4], dZ = new double[4];

        double cost = OutputCost.CostAndDerivative(OutputLayer.SoftmaxCrossEntropy, z, [0, 0], [1, 1], dZ);

        Assert.Equal(2e4, cost);
        Assert.Equal([0, -1, 0, 1], dZ);
    }

    /// <summary>ŷ − y = 3 and −½, weights 2 and 4: cost ½ (2 · 9 + 4 · ¼), derivatives 2 · 3 and 4 · −½.</summary>
    [Fact]
    public void SquaredErrorByHand()
    {
        double[] z = [4, 0], dZ = new double[2];

        double cost = OutputCost.CostAndDerivative(OutputLayer.IdentitySquaredError, z, [1, 0.5], [2, 4], dZ);

        Assert.Equal(9.5, cost, 1e-15);
        Assert.Equal([6, -2], dZ);
    }
}
