namespace MlNetShallow.Network.Tests;

/// <summary>Several networks as one.</summary>
public class NetworkAverageTests
{
    public static MatrixTheoryData<int[], OutputLayer> Networks => new(
        [[], [4], [4, 3], [5, 2, 3]],
        [OutputLayer.SigmoidCrossEntropy, OutputLayer.SoftmaxCrossEntropy, OutputLayer.IdentitySquaredError, OutputLayer.Exponential]);

    [Theory]
    [MemberData(nameof(Networks))]
    public void ItsLogitsAreTheMeanOfTheirs(int[] layers, OutputLayer outputLayer)
    {
        var random = new Random(3);
        ShallowNetwork<double>[] networks =
        [
            .. Enumerable.Range(0, 3).Select(i => Engine.RandomNetwork(
                random, Engine.ShapeWith(7, [.. layers.Select(units => units + i)], Activation.Tanh, outputLayer))),
        ];
        TrainingSet examples = Engine.RandomExamples(random, 9, networks[0].Shape, weighted: true);

        ShallowNetwork<double> average = ShallowNetwork<double>.Average(networks);

        double[][] logits = [.. networks.Select(network => network.Logits(examples.Features))];
        double[] expected = [.. Enumerable.Range(0, logits[0].Length).Select(i => logits.Average(own => own[i]))];
        Closeness.AssertClose(expected, average.Logits(examples.Features), 1e-12);
        Assert.Equal(layers.Select(units => (3 * units) + 3), average.Shape.HiddenLayers);
        // The cost is convex in the logits.
        Assert.True(
            Engine.Cost(average, examples) <= networks.Average(network => Engine.Cost(network, examples)) + 1e-12);
    }

    // z = 2 x + 1 and z = 4 x − 3 through one unit of ReLU each: with x = 1 logits of 3 and 1, with x = −1 of 1 and −3.
    [Fact]
    public void TwoNetworksByHand()
    {
        ShallowNetwork<double> average = ShallowNetwork<double>.Average([Unit(1, 2, 1), Unit(2, 2, -3)]);

        Assert.Equal([2, -1], average.Logits(FeatureMatrix.FromRows<double>([1, -1], 1)));
        Assert.Equal([1, 2], average.W1.ToArray());
        Assert.Equal([1, 1], average.OutputWeights.ToArray());
        Assert.Equal([-1], average.OutputBiases.ToArray());

        static ShallowNetwork<double> Unit(double w1, double w2, double b2)
        {
            var parameters = new NetworkParameters<double>(new NetworkShape(1, 1));
            (parameters.W1[0], parameters.OutputWeights[0], parameters.OutputBiases[0]) = (w1, w2, b2);
            return new(parameters);
        }
    }

    [Fact]
    public void OtherKindsAreRefused()
    {
        NetworkShape shape = new(3, 2);
        foreach (NetworkShape other in (NetworkShape[])
            [new(4, 2), new(3, 0), new(3, [2, 2], Activation.Relu, OutputLayer.SigmoidCrossEntropy, 1), new(3, 2, Activation.Tanh)])
        {
            Assert.StartsWith("The networks are of other kinds: ", Assert.Throws<ArgumentException>(() => ShallowNetwork<float>.Average(
                [Zero(shape), Zero(other)])).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => ShallowNetwork<float>.Average([]));

        static ShallowNetwork<float> Zero(NetworkShape shape) => new(new NetworkParameters<float>(shape));
    }
}
