using System.Text.Json;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Onnx.Tests;

/// <summary>The bytes of our files, by a reader that shares nothing with the writer.</summary>
public class OnnxFormatTests
{
    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, "probability")]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, "probabilities")]
    public void AProbabilityIsStrictlyBetween0And1AsInTheNetwork(OutputLayer layer, string output)
    {
        ShallowNetwork<float> network = Networks.Draw(
            new NetworkShape(5, 7, Activation.Relu, layer, layer == OutputLayer.SoftmaxCrossEntropy ? 4 : 1));
        using var scorer = new OnnxScorer(network.ToOnnx());
        var features = new float[20 * 5];
        Networks.Draw(features, seed: 21);

        foreach (float[] example in features.Select(x => 1e4f * x).Chunk(5))
        {
            float[] expected = network.Predict(example);
            double[] actual = scorer.Score(example)[output];

            Assert.All(actual, p => Assert.True((float)p is > 0 and < 1));
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 1, "score: float [N]", "probability: float [N]", "label: int64 [N]")]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, 3, "probabilities: float [N, 3]", "label: int64 [N]")]
    [InlineData(OutputLayer.IdentitySquaredError, 1, "score: float [N]")]
    public void InputsAndOutputsAreDeclared(OutputLayer layer, int classes, params string[] outputs)
    {
        var file = new OnnxFile(Networks.Draw(new NetworkShape(5, 2, Activation.Tanh, layer, classes)).ToOnnx());

        Assert.Equal(["features: float [N, 5]"], file.Inputs);
        Assert.Equal(outputs, file.Outputs);
    }

    [Fact]
    public void WithoutHiddenUnitsThereIsOneGemm()
    {
        var file = new OnnxFile(Networks.Draw(new NetworkShape(5, 0, outputLayer: OutputLayer.IdentitySquaredError)).ToOnnx());

        Assert.Equal(["Gemm", "Reshape"], file.Operators);
    }

    [Fact]
    public void EachLayerHasAGemmAndItsWeights()
    {
        ShallowNetwork<float> network = Networks.Draw(
            new NetworkShape(5, [4, 3, 2], Activation.Tanh, OutputLayer.IdentitySquaredError));

        var file = new OnnxFile(network.ToOnnx());

        Assert.Equal(["Gemm", "Tanh", "Gemm", "Tanh", "Gemm", "Tanh", "Gemm", "Reshape"], file.Operators);
        for (int layer = 1; layer <= 4; layer++)
        {
            Assert.Equal([network.Shape.Units(layer), network.Shape.Units(layer - 1)], file.Constants[$"W{layer}"].Dimensions);
            Assert.Equal(network.W(layer).ToArray().Select(weight => (double)weight), file.Constants[$"W{layer}"].Values);
            Assert.Equal(network.B(layer).ToArray().Select(bias => (double)bias), file.Constants[$"b{layer}"].Values);
        }
    }

    [Fact]
    public void TheWeightsAreThoseOfTheNetwork()
    {
        ShallowNetwork<float> network = Networks.Draw(new NetworkShape(5, 3));

        OnnxTensor w1 = new OnnxFile(network.ToOnnx()).Constants["W1"];

        Assert.Equal([3, 5], w1.Dimensions);
        Assert.Equal(network.W1.ToArray().Select(weight => (double)weight), w1.Values);
    }

    [Fact]
    public void TheFileSaysWhatItIs()
    {
        var file = new OnnxFile(Networks.Draw(new NetworkShape(5, 3)).ToOnnx(new OnnxMetadata
        {
            ClassNames = ["no \"cat\"", "chat\u00e9"],
            Entries = new Dictionary<string, string> { ["feature_range"] = "0,1" },
        }));

        Assert.Equal((7, 12), (file.IrVersion, file.OperatorSets[""]));
        Assert.Equal("MlNetShallow", file.Producer);
        Assert.StartsWith("0.", file.ProducerVersion, StringComparison.Ordinal);
        Assert.Equal("binary_classification", file.Metadata["task"]);
        Assert.Equal(["no \"cat\"", "chat\u00e9"], JsonSerializer.Deserialize<string[]>(file.Metadata["classes"])!);
        Assert.Equal("0,1", file.Metadata["feature_range"]);
    }

    [Fact]
    public void NamesOfAnotherNumberOfClassesAreRefused()
    {
        var shape = new NetworkShape(5, 0, outputLayer: OutputLayer.SoftmaxCrossEntropy, outputs: 3);
        ShallowNetwork<float> network = Networks.Draw(shape);

        var error = Assert.Throws<ArgumentException>(() => network.ToOnnx(new OnnxMetadata { ClassNames = ["a", "b"] }));

        Assert.StartsWith("There are 2 class names (a, b) for multiclass_classification of 3 classes.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AnEntryThatIsWrittenAnywayIsRefused()
    {
        var metadata = new OnnxMetadata { Entries = new Dictionary<string, string> { ["task"] = "mine" } };

        Assert.Throws<ArgumentException>(() => Networks.Draw(new NetworkShape(5, 0)).ToOnnx(metadata));
    }

    [Fact]
    public void MoreThanTwoGibibytesAreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => OnnxFormat.CheckSize(new NetworkShape(1 << 20, 600)));

        Assert.Contains("an ONNX file holds up to 2 GiB", error.Message, StringComparison.Ordinal);
        OnnxFormat.CheckSize(new NetworkShape(1 << 20, 500));
    }

    [Fact]
    public void AFileThatCannotBeWrittenLeavesTheOneThatIsThere()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string path = Path.Combine(folder, "model.onnx");
            ShallowNetwork<float> network = Networks.Draw(new NetworkShape(5, 3));
            OnnxFormat.Write(path, network);

            Assert.Throws<ArgumentException>(() => OnnxFormat.Write(path, network, new OnnxMetadata { ClassNames = ["a"] }));

            Assert.Equal(network.ToOnnx(), File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
