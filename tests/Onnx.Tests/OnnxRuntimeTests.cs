using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Onnx.Tests;

/// <summary>What ONNX Runtime makes of our files.</summary>
public class OnnxRuntimeTests
{
    private const int Examples = 1000;

    private const float LeastNormal = 1.17549435e-38f;

    // Both sides compute in single precision and add in an order of their own. Here z1 is below 22, and z2, a sum of 7 such
    // with weights up to 2, mostly below 100: some roundings of 6e-8 of that, and a probability moves by a quarter of it at
    // the most. 1.8e-6 was seen; numbers of regression and logits are relative to their size.
    private const double Tolerance = 1e-5;

    public static TheoryData<NetworkShape> Shapes => [.. Networks.Shapes];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void BatchesAreScoredAsWeDo(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);

        AssertScoresAreOurs(Networks.Draw(shape));
    }

    [Fact]
    public void NetworksForPicturesAreScoredAsWeDo() => AssertScoresAreOurs(ShallowNetwork<float>.Initialize(
        new NetworkShape(64 * 64 * 3, 20, Activation.Tanh), WeightInitialization.Xavier, seed: 1));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AnExampleAloneIsScoredAsInABatch(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        using var scorer = new OnnxScorer(Networks.Draw(shape).ToOnnx());
        float[] features = Draw(shape.Inputs, examples: 20);

        var batch = scorer.Score(features, examples: 20);
        var alone = features.Chunk(shape.Inputs).Select(example => scorer.Score(example)).ToArray();

        foreach ((string name, double[] values) in batch)
            AssertClose(name, values, [.. alone.SelectMany(outputs => outputs[name])]);
    }

    // By hand: h = (max(0, x - 2y + 0.5), max(0, 0.5x + 0.25y - 0.25)), z = 1.5 h1 - 2 h2 + 0.25, without any rounding.
    [Fact]
    public void ANetworkWorkedByHandComesOutSo()
    {
        var parameters = new NetworkParameters<float>(new NetworkShape(2, 2, Activation.Relu));
        ((ReadOnlySpan<float>)[1, -2, 0.5f, 0.25f]).CopyTo(parameters.W1);
        ((ReadOnlySpan<float>)[0.5f, -0.25f]).CopyTo(parameters.B1);
        ((ReadOnlySpan<float>)[1.5f, -2]).CopyTo(parameters.W2);
        parameters.B2[0] = 0.25f;
        using var scorer = new OnnxScorer(new ShallowNetwork<float>(parameters).ToOnnx());

        var scored = scorer.Score([0, 0, 1, 0, 0, 1, 4, 1, 0, 5], examples: 5);

        Assert.Equal([1, 2, 0.25, 0, -1.75], scored["score"]);
        // At a score of 0 both are as probable, and it is 0.
        Assert.Equal([1, 1, 1, 0, 0], scored["label"]);
        AssertClose("probability", [.. scored["score"].Select(z => 1 / (1 + Math.Exp(-z)))], scored["probability"]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AMissingFeatureGivesNoNumber(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        using var scorer = new OnnxScorer(Networks.Draw(shape).ToOnnx());
        float[] features = Draw(shape.Inputs, examples: 1);
        features[2] = float.NaN;

        var scored = scorer.Score(features);

        Assert.All(
            scored.Where(output => output.Key != "label"), output => Assert.All(output.Value, value => Assert.Equal(double.NaN, value)));
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 1)]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, 4)]
    public void HowSureItMayBeProbabilitiesAreNumbers(OutputLayer layer, int outputs)
    {
        using var scorer = new OnnxScorer(Networks.Draw(new NetworkShape(5, 0, outputLayer: layer, outputs: outputs)).ToOnnx());

        var scored = scorer.Score([.. Draw(5, Examples).Select(value => 1e6f * value)], Examples);

        double[] probabilities = scored[outputs == 1 ? "probability" : "probabilities"];
        // A probability is at the least the least normal number, at the most the number before 1.
        Assert.All(probabilities, probability => Assert.InRange((float)probability, LeastNormal, float.BitDecrement(1)));
        Assert.Contains(probabilities, probability => (float)probability == float.BitDecrement(1));
        Assert.Contains(probabilities, probability => (float)probability == LeastNormal);
        if (outputs > 1)
            Assert.All(probabilities.Chunk(outputs), row => Assert.Equal(1, row.Sum(), 1e-6));
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 1, "score: Single [-1]", "probability: Single [-1]", "label: Int64 [-1]")]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, 3, "probabilities: Single [-1, 3]", "label: Int64 [-1]")]
    [InlineData(OutputLayer.IdentitySquaredError, 1, "score: Single [-1]")]
    [InlineData(OutputLayer.Exponential, 1, "score: Single [-1]")]
    [InlineData(OutputLayer.Quantiles, 3, "quantiles: Single [-1, 3]", "score: Single [-1]")]
    [InlineData(OutputLayer.Targets, 3, "score: Single [-1, 3]")]
    [InlineData(OutputLayer.Labels, 3, "probabilities: Single [-1, 3]", "label: Int64 [-1, 3]")]
    public void ItFindsInputsAndOutputsAsTheyAreDeclared(OutputLayer layer, int classes, params string[] outputs)
    {
        using var scorer = new OnnxScorer(Networks.Draw(new NetworkShape(5, 2, Activation.Tanh, layer, classes)).ToOnnx());

        Assert.Equal(["features: Single [-1, 5]", .. outputs], scorer.Signature);
    }

    [Fact]
    public void ItFindsWhatTheFileSaysOfItself()
    {
        using var scorer = new OnnxScorer(Networks.Draw(new NetworkShape(5, 3)).ToOnnx(new OnnxMetadata
        {
            ClassNames = ["no \"cat\"", "chat\u00e9"],
            Entries = new Dictionary<string, string> { ["feature_range"] = "0,1" },
        }));

        Assert.Equal("MlNetShallow", scorer.Metadata.ProducerName);
        Assert.Equal(
            ["classes", "feature_range", "task"],
            scorer.Metadata.CustomMetadataMap.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("0,1", scorer.Metadata.CustomMetadataMap["feature_range"]);
    }

    private static void AssertScoresAreOurs(ShallowNetwork<float> network)
    {
        NetworkShape shape = network.Shape;
        float[] features = Draw(shape.Inputs, Examples);
        using var scorer = new OnnxScorer(network.ToOnnx());

        var scored = scorer.Score(features, Examples);

        double[] logits = [.. network.Logits(FeatureMatrix.FromRows<float>(features, shape.Inputs)).Select(z => (double)z)];
        double[] predictions = [.. network.Predict(features).Select(prediction => (double)prediction)];
        switch (shape.OutputLayer)
        {
            case OutputLayer.SigmoidCrossEntropy:
                AssertClose("score", logits, scored["score"]);
                AssertClose("probability", predictions, scored["probability"]);
                Assert.Equal(logits.Select(z => z > 0 ? 1.0 : 0), scored["label"]);
                break;
            case OutputLayer.SoftmaxCrossEntropy:
                AssertClose("probabilities", predictions, scored["probabilities"]);
                Assert.Equal(logits.Chunk(shape.Outputs).Select(row => (double)Array.IndexOf(row, row.Max())), scored["label"]);
                break;
            case OutputLayer.Labels:
                AssertClose("probabilities", predictions, scored["probabilities"]);
                Assert.Equal(predictions.Select(p => p > 0.5 ? 1.0 : 0), scored["label"]);
                break;
            case OutputLayer.Quantiles:
                AssertClose("quantiles", predictions, scored["quantiles"]);
                AssertClose(
                    "score", [.. predictions.Chunk(shape.Outputs).Select(row => OutputFunction.Middle<double>(row))], scored["score"]);
                break;
            case OutputLayer.Exponential:
                // A part of the score is a difference of the logit.
                AssertClose(
                    "logarithm of the score",
                    [.. predictions.Select(y => Math.Log(y))],
                    [.. scored["score"].Select(y => Math.Log(y))]);
                break;
            default:
                AssertClose("score", predictions, scored["score"]);
                break;
        }
    }

    private static float[] Draw(int inputs, int examples)
    {
        var features = new float[examples * inputs];
        Networks.Draw(features, seed: 21);
        return features;
    }

    private static void AssertClose(string name, double[] ours, double[] theirs)
    {
        Assert.Equal(ours.Length, theirs.Length);
        double difference = ours.Zip(theirs, (our, its) => Math.Abs(our - its) / Math.Max(1, Math.Abs(our))).Max();
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {difference}");
        Assert.True(difference <= Tolerance, $"{name}: {difference}");
    }
}
