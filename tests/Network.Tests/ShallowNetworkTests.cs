using MlNetShallow.Engines;

namespace MlNetShallow.Network.Tests;

public class ShallowNetworkTests
{
    [Theory]
    [InlineData(3, 4, 3 * 4 + 4 + 4 + 1)]
    [InlineData(12288, 7, 12288 * 7 + 7 + 7 + 1)]
    [InlineData(5, 0, 5 + 1)]
    public void TheShapesAreThoseOfTheNotes(int inputs, int hiddenUnits, int count)
    {
        var network = ShallowNetwork<float>.Initialize(new NetworkShape(inputs, hiddenUnits), WeightInitialization.He, 1);

        Assert.Equal(hiddenUnits * inputs, network.W1.Length);
        Assert.Equal(hiddenUnits, network.B1.Length);
        Assert.Equal(hiddenUnits > 0 ? hiddenUnits : inputs, network.W2.Length);
        Assert.Equal(1, network.B2.Length);
        Assert.Equal(count, network.Shape.ParameterCount);
    }

    [Theory]
    [InlineData(3, 4, 5, (3 * 4) + 4 + (4 * 5) + 5)]
    [InlineData(3, 0, 5, (3 * 5) + 5)]
    public void SeveralOutputsHaveARowOfW2Each(int inputs, int hiddenUnits, int outputs, int count)
    {
        var shape = new NetworkShape(inputs, hiddenUnits, Activation.Tanh, OutputLayer.SoftmaxCrossEntropy, outputs);
        var network = ShallowNetwork<float>.Initialize(shape, WeightInitialization.Xavier, 1);

        Assert.Equal(outputs * (hiddenUnits > 0 ? hiddenUnits : inputs), network.W2.Length);
        Assert.Equal(outputs, network.B2.Length);
        Assert.Equal(count, shape.ParameterCount);
        Assert.Equal(2 * outputs, network.Logits(FeatureMatrix.FromRows<float>(new float[2 * inputs], inputs)).Length);
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 2, "1 output, not 2")]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 0, "1 output, not 0")]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, 1, "at least 2 outputs, one for each class, not 1")]
    [InlineData(OutputLayer.IdentitySquaredError, 3, "1 output, not 3")]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, 1 << 23, "as many outputs fit in memory")]
    public void AnOutputLayerHasItsNumberOfOutputs(OutputLayer outputLayer, int outputs, string message)
        => Assert.Contains(
            message,
            Assert.Throws<ArgumentOutOfRangeException>(
                () => new NetworkShape(3, 2, Activation.Relu, outputLayer, outputs)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void TheParametersOfAllOutputsMustFit()
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => new NetworkShape(1_000_000, 0, Activation.Relu, OutputLayer.SoftmaxCrossEntropy, 10_000));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(-1, 3)]
    [InlineData(3, -1)]
    [InlineData(int.MaxValue, 2)]
    public void ImpossibleShapesAreRefused(int inputs, int hiddenUnits)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkShape(inputs, hiddenUnits));

    [Fact]
    public void ItsParametersCannotBeChangedFromOutside()
    {
        var parameters = new NetworkParameters<double>(new NetworkShape(1, 1));
        var network = new ShallowNetwork<double>(parameters);

        parameters.Values.Fill(5);
        network.CopyParameters().Values.Fill(6);

        Assert.Equal(0, network.W1[0]);
    }

    [Theory]
    [MemberData(nameof(ActivationsAndOutputs))]
    public void OneExampleAloneScoresAsAmongOthersToTheLastBit(Activation activation, int outputs)
    {
        var random = new Random(2);
        var outputLayer = outputs == 1 ? OutputLayer.SigmoidCrossEntropy : OutputLayer.SoftmaxCrossEntropy;
        foreach (int hiddenUnits in (int[])[0, 1, 3, 17])
        {
            var network = Engine.RandomNetwork(
                random, Engine.ShapeWith(37, hiddenUnits, activation, outputLayer, outputs)).ConvertTo<float>();
            float[] singles = [.. Enumerable.Range(0, 37 * 11).Select(_ => random.NextSingle())];
            byte[] bytes = new byte[37 * 11];
            random.NextBytes(bytes);

            float[] fromSingles = network.Logits(FeatureMatrix.FromRows<float>(singles, 37));
            float[] fromBytes = network.Logits(FeatureMatrix.FromRows<byte>(bytes, 37));

            var scorer = network.CreateScorer();
            var alone = new float[outputs];
            for (int row = 0; row < 11; row++)
            {
                scorer.Logits<float>(singles.AsSpan(row * 37, 37), alone);
                Assert.Equal(fromSingles[(row * outputs)..((row + 1) * outputs)], alone);
                scorer.Logits<byte>(bytes.AsSpan(row * 37, 37), alone);
                Assert.Equal(fromBytes[(row * outputs)..((row + 1) * outputs)], alone);
                if (outputs == 1)
                    Assert.Equal(alone[0], scorer.Logit<byte>(bytes.AsSpan(row * 37, 37)));
            }
        }
    }

    [Fact]
    public void OneMatrixAndOneEngineServeSetAfterSet()
    {
        var random = new Random(2);
        var network = ShallowNetwork<float>.Initialize(new NetworkShape(37, 3), WeightInitialization.He, 3);
        var engine = new VectorizedEngine<float>();
        var matrix = FeatureMatrix.Create<float>(37);
        foreach (int rows in (int[])[5, 300, 1, 256])
        {
            float[] singles = [.. Enumerable.Range(0, 37 * rows).Select(_ => random.NextSingle())];
            matrix.Clear();
            for (int row = 0; row < rows; row++)
                singles.AsSpan(row * 37, 37).CopyTo(matrix.AddRow());
            float[] logits = new float[rows];

            network.Logits(matrix, engine, logits);

            Assert.Equal(network.Logits(FeatureMatrix.FromRows<float>(singles, 37)), logits);
        }

        Assert.Equal(256, matrix.Rows);
        Assert.Throws<ArgumentException>(() => network.Logits(matrix, engine, new float[255]));
    }

    [Fact]
    public void AnotherNumberOfFeaturesIsRefused()
    {
        var network = ShallowNetwork<float>.Initialize(new NetworkShape(3, 2), WeightInitialization.He, 1);

        var error = Assert.Throws<ArgumentException>(() => network.Logits(FeatureMatrix.FromRows<float>([1, 2, 3, 4], 4)));
        Assert.Contains("takes 3 features; the examples have 4", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.CreateScorer().Logit<float>([1, 2]));
    }

    [Fact]
    public void AScorerSaysWhatRoomLogitsNeed()
    {
        var scorer = Engine.RandomNetwork(
            new Random(1), new NetworkShape(2, 3, Activation.Relu, OutputLayer.SoftmaxCrossEntropy, 4)).CreateScorer();

        Assert.Contains(
            "4 outputs", Assert.Throws<InvalidOperationException>(() => scorer.Logit<double>([1, 2])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "4 logits; there is room for 3",
            Assert.Throws<ArgumentException>(() => scorer.Logits<double>([1, 2], new double[3])).Message,
            StringComparison.Ordinal);
    }

    public static MatrixTheoryData<Activation, int> ActivationsAndOutputs => new(Enum.GetValues<Activation>(), [1, 2, 5, 21]);
}
