using MlNetShallow.Engines;

namespace MlNetShallow.Network.Tests;

public class IntegratedGradientsTests
{
    private const int Inputs = 6;

    public static TheoryData<Activation, OutputLayer, int[]> Networks()
    {
        var networks = new TheoryData<Activation, OutputLayer, int[]>();
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            foreach (OutputLayer output in Enum.GetValues<OutputLayer>())
            {
                networks.Add(activation, output, [7]);
                networks.Add(activation, output, []);
                networks.Add(activation, output, [7, 5]);
                networks.Add(activation, output, [6, 1, 4]);
            }
        }

        return networks;
    }

    // Z1 goes from −1 to 1, so that half of the way the unit lets through: g has the mean slope (1 − 0) / 2, and 2 leaves.
    [Fact]
    public void AUnitThatOpensHalfWayIsWorkedByHand()
    {
        var parameters = new NetworkParameters<float>(new NetworkShape(2, 1, Activation.Relu));
        float[] values = [1, -1, -1, 2, 0.25f];
        values.CopyTo(parameters.Values);
        var gradients = new IntegratedGradients<float>(new ShallowNetwork<float>(parameters));

        var contributions = new double[2];
        gradients.Contributions<float>([3, 1], 0, contributions);

        Assert.Equal([3, -1], contributions);
        Assert.Equal(0.25, gradients.BaselineScore(0));
    }

    // The first unit is x, the second opens when 2x exceeds 1: at half of the way of x = 1, so that s = 3 · max(0, 2x − 1).
    [Fact]
    public void AUnitBehindAnotherThatOpensHalfWayIsWorkedByHand()
    {
        var parameters = new NetworkParameters<float>(new NetworkShape(1, [1, 1], Activation.Relu));
        float[] values = [1, 0, 2, -1, 3, 0.5f];
        values.CopyTo(parameters.Values);
        var gradients = new IntegratedGradients<float>(new ShallowNetwork<float>(parameters));

        var contributions = new double[1];
        gradients.Contributions<float>([1], 0, contributions);

        Assert.Equal([3], contributions);
        Assert.Equal(0.5, gradients.BaselineScore(0));
    }

    // An oracle that knows nothing of hidden layers: central differences of the scores, at many points of the path.
    [Theory]
    [MemberData(nameof(Networks))]
    public void TheyAreTheIntegralOfTheGradientAlongThePath(Activation activation, OutputLayer output, int[] hiddenLayers)
    {
        ShallowNetwork<double> network = Draw(activation, output, hiddenLayers);
        (double[] baseline, double[] x) = (Example(5), Example(6));
        const int Steps = 100;
        const double Step = 1e-6;
        var gradients = new IntegratedGradients<double>(network, baseline);
        RowScorer<double> scorer = network.CreateScorer();
        bool hasKinks = hiddenLayers.Length > 0 && (activation is Activation.Relu or Activation.LeakyRelu);

        for (int k = 0; k < network.Shape.Outputs; k++)
        {
            var found = new double[Inputs];
            gradients.Contributions<double>(x, k, found);
            for (int i = 0; i < Inputs; i++)
            {
                double sum = 0;
                for (int step = 0; step < Steps; step++)
                {
                    double alpha = (step + 0.5) / Steps;
                    double[] point = [.. baseline.Zip(x, (from, to) => from + (alpha * (to - from)))];
                    point[i] += Step;
                    double above = Score(scorer, point, k);
                    point[i] -= 2 * Step;
                    sum += (above - Score(scorer, point, k)) / (2 * Step);
                }

                Assert.Equal((x[i] - baseline[i]) * sum / Steps, found[i], hasKinks ? 5e-2 : 1e-3);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TheyAddUpToTheDifferenceOfTheScores(Activation activation, OutputLayer output, int[] hiddenLayers)
    {
        ShallowNetwork<double> network = Draw(activation, output, hiddenLayers);
        double[] baseline = Example(5);
        RowScorer<double> scorer = network.CreateScorer();
        var gradients = new IntegratedGradients<double>(network, baseline);

        // Far away, near, so near that differences cancel, and the baseline itself.
        foreach (double distance in (double[])[1e3, 1, 1e-2, 1e-3, 1e-6, 1e-9, 0])
        {
            double[] x = [.. baseline.Zip(Example(6), (from, to) => from + (distance * to))];
            for (int k = 0; k < network.Shape.Outputs; k++)
            {
                var contributions = new double[Inputs];
                gradients.Contributions<double>(x, k, contributions);
                // Each part of the path of several layers may be off by 1e-13 of the whole, and ELU's kinks make many parts.
                double tolerance = (hiddenLayers.Length > 1 ? 4e-12 : 1e-12) * (1 + contributions.Sum(Math.Abs));
                Assert.Equal(Score(scorer, baseline, k), gradients.BaselineScore(k), 1e-12);
                Assert.Equal(Score(scorer, x, k) - Score(scorer, baseline, k), contributions.Sum(), tolerance);
            }
        }
    }

    [Fact]
    public void ScoresOfSinglePrecisionDifferByTheSumToItsDigits()
    {
        ShallowNetwork<float> network = ShallowNetwork<float>.Initialize(
            new NetworkShape(12288, 20, Activation.Relu), WeightInitialization.He, seed: 3);
        var random = new Random(1);
        var x = new byte[12288];
        random.NextBytes(x);
        double[] baseline = [.. x.Select(_ => 0.5)];
        var gradients = new IntegratedGradients<float>(network, baseline);

        var contributions = new double[x.Length];
        gradients.Contributions<byte>(x, 0, contributions);

        Assert.Equal(network.CreateScorer().Logit<byte>(x) - gradients.BaselineScore(0), contributions.Sum(), 1e-4);
    }

    [Fact]
    public void ANumberAddedToAllLogitsChangesNothing()
    {
        ShallowNetwork<double> network = Draw(Activation.Tanh, OutputLayer.SoftmaxCrossEntropy, [7]);
        NetworkParameters<double> shifted = network.CopyParameters();
        for (int i = 0; i < shifted.W2.Length; i++)
            shifted.W2[i] += i % 7;
        foreach (ref double b in shifted.B2)
            b += 3;

        var expected = new double[Inputs];
        var actual = new double[Inputs];
        new IntegratedGradients<double>(network).Contributions<double>(Example(6), 1, expected);
        new IntegratedGradients<double>(new ShallowNetwork<double>(shifted)).Contributions<double>(Example(6), 1, actual);

        for (int i = 0; i < Inputs; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Fact]
    public void NonZerosTellWhatTheWholeRowTells()
    {
        var gradients = new IntegratedGradients<double>(Draw(Activation.Relu, OutputLayer.SigmoidCrossEntropy, [7]), Example(5));
        var dense = new double[Inputs];
        var sparse = new double[Inputs];

        gradients.Contributions<float>([0, 2, 0, 0, -1, 0], 0, dense);
        gradients.Contributions<float>([1, 4], [2, -1], 0, sparse);

        Assert.Equal(dense, sparse);
    }

    [Fact]
    public void AMissingFeatureLeavesNothingToTell()
    {
        var contributions = new double[Inputs];
        new IntegratedGradients<double>(Draw(Activation.Relu, OutputLayer.SigmoidCrossEntropy, [7]))
            .Contributions<float>([0, float.NaN, 0, 0, -1, 0], 0, contributions);

        Assert.All(contributions, value => Assert.Equal(double.NaN, value));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        ShallowNetwork<double> network = Draw(Activation.Relu, OutputLayer.SoftmaxCrossEntropy, [7]);
        var gradients = new IntegratedGradients<double>(network);

        Assert.Contains("takes 6 features; the baseline has 5", Assert.Throws<ArgumentException>(
            () => new IntegratedGradients<double>(network, new double[5])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new IntegratedGradients<double>(network, [0, 0, double.NaN, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => gradients.Contributions<float>(new float[5], 0, new double[6]));
        Assert.Throws<ArgumentException>(() => gradients.Contributions<float>(new float[6], 0, new double[5]));
        Assert.Contains("outputs 0 to 3", Assert.Throws<ArgumentOutOfRangeException>(
            () => gradients.Contributions<float>(new float[6], 4, new double[6])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => gradients.BaselineScore(-1));
        Assert.Throws<ArgumentException>(() => gradients.Contributions<float>([1, 6], [1, 1], 0, new double[6]));
    }

    private static ShallowNetwork<double> Draw(Activation activation, OutputLayer output, int[] hiddenLayers)
    {
        int outputs = Engine.HasSeveralOutputs(output) ? 4 : 1;
        var parameters = new NetworkParameters<double>(new NetworkShape(Inputs, hiddenLayers, activation, output, outputs));
        var random = new Random(2);
        foreach (ref double value in parameters.Values)
            value = (2 * random.NextDouble()) - 1;
        return new ShallowNetwork<double>(parameters);
    }

    private static double[] Example(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Inputs).Select(_ => (4 * random.NextDouble()) - 2)];
    }

    private static double Score(RowScorer<double> scorer, double[] x, int output)
    {
        var logits = new double[scorer.Shape.Outputs];
        scorer.Logits<double>(x, logits);
        return logits[output] - (scorer.Shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy ? logits.Average() : 0);
    }
}
