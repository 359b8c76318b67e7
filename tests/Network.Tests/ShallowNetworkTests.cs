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
    [MemberData(nameof(Activations))]
    public void OneExampleAloneScoresAsAmongOthersToTheLastBit(Activation activation)
    {
        var random = new Random(2);
        foreach (int hiddenUnits in (int[])[0, 1, 3, 17])
        {
            var network = ShallowNetwork<float>.Initialize(
                new NetworkShape(37, hiddenUnits, activation), WeightInitialization.Xavier, 3);
            float[] singles = [.. Enumerable.Range(0, 37 * 11).Select(_ => random.NextSingle())];
            byte[] bytes = new byte[37 * 11];
            random.NextBytes(bytes);

            float[] fromSingles = network.Logits(FeatureMatrix.FromRows<float>(singles, 37));
            float[] fromBytes = network.Logits(FeatureMatrix.FromRows<byte>(bytes, 37));

            var scorer = network.CreateScorer();
            for (int row = 0; row < 11; row++)
            {
                Assert.Equal(fromSingles[row], scorer.Logit<float>(singles.AsSpan(row * 37, 37)));
                Assert.Equal(fromBytes[row], scorer.Logit<byte>(bytes.AsSpan(row * 37, 37)));
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

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];
}
