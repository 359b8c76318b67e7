using MlNetShallow.Diagnostics;

namespace MlNetShallow.Network.Tests.Diagnostics;

public class GradientCheckTests
{
    [Theory]
    [MemberData(nameof(Engine.BothWithEveryActivation), MemberType = typeof(Engine))]
    public void BackPropagationIsTheDerivativeOfTheCost(string engine, Activation activation)
    {
        var random = new Random(11);
        foreach (OutputLayer outputLayer in Enum.GetValues<OutputLayer>())
        {
            foreach (int hiddenUnits in (int[])[0, 1, 5])
            {
                var network = Engine.RandomNetwork(random, Engine.ShapeWith(4, hiddenUnits, activation, outputLayer));
                var examples = Engine.RandomExamples(random, 7, network.Shape, weighted: hiddenUnits > 0);

                var check = GradientCheck.Run(network, examples, Engine.Named(engine));

                Assert.InRange(check.RelativeError, 0, 1e-7);
                Assert.Equal(network.Shape.ParameterCount, check.Analytic.Count);
                Assert.Contains(check.Analytic, derivative => Math.Abs(derivative) > 1e-3);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engine.BothWithEveryActivation), MemberType = typeof(Engine))]
    public void BackPropagationThroughSparseFeaturesIsTheDerivativeToo(string engine, Activation activation)
    {
        var random = new Random(12);
        foreach (int hiddenUnits in (int[])[0, 1, 5])
        {
            var network = Engine.RandomNetwork(random, new NetworkShape(9, hiddenUnits, activation));
            var examples = Engine.RandomSparseExamples(random, 7, 9, density: 0.3, weighted: true).Sparse;

            var check = GradientCheck.Run(network, examples, Engine.Named(engine));

            Assert.InRange(check.RelativeError, 0, 1e-7);
            Assert.Contains(check.Analytic, derivative => Math.Abs(derivative) > 1e-3);
        }
    }

    [Fact]
    public void AWrongGradientIsFound()
    {
        var check = new GradientCheck(Analytic: [1, 2, -3], Numerical: [1, 2, 3]);

        Assert.Equal(6 / (2 * Math.Sqrt(14)), check.RelativeError, 1e-12);
    }

    [Fact]
    public void AStepOfZeroIsRefused()
    {
        var random = new Random(1);
        var network = Engine.RandomNetwork(random, new NetworkShape(2, 1));

        Assert.Throws<ArgumentOutOfRangeException>(
            () => GradientCheck.Run(network, Engine.RandomExamples(random, 2, 2, false), epsilon: 0));
    }
}
