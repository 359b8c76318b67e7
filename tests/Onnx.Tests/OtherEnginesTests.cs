using System.Runtime.InteropServices;
using System.Text.Json;

namespace MlNetShallow.Onnx.Tests;

/// <summary>What programs of the ONNX project say of our files.</summary>
public sealed class OtherEnginesTests : IDisposable
{
    private const int Examples = 1000;

    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    private readonly string _folder = Directory.CreateTempSubdirectory("onnx").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheCheckerOfOnnxFindsNoFault()
    {
        string? python = Pythons.FirstOrDefault(name => Tool.Run(name, _folder, "-c", "import onnx").IsDone);
        Assert.SkipUnless(python is not null, "Python's package onnx is not here; Debian has it as python3-onnx.");
        foreach ((string name, ShallowNetwork<float> network) in Models())
            OnnxFormat.Write(Path.Combine(_folder, name + ".onnx"), network);

        (bool isDone, string said) = Tool.Run(python, _folder, Path.Combine(Tool.Scripts, "check.py"), _folder);

        Assert.True(isDone, said);
        Assert.Equal(Models().Count(), said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void OnnxRuntimeScoresAsWeDo()
    {
        SkipWithoutOnnxRuntime();
        var expected = new Dictionary<string, (NetworkShape Shape, float[] Predictions)>();
        foreach ((string name, ShallowNetwork<float> network) in Models())
        {
            var features = new float[Examples * network.Shape.Inputs];
            Networks.Draw(features, seed: 21);
            OnnxFormat.Write(Path.Combine(_folder, name + ".onnx"), network);
            File.WriteAllBytes(Path.Combine(_folder, name + ".f32"), MemoryMarshal.AsBytes<float>(features));
            expected.Add(name, (network.Shape, network.Predict(features)));
        }

        (bool isDone, string said) = Tool.Run("node", Tool.Folder, "score.mjs", _folder, $"{Examples}");

        Assert.True(isDone, said);
        foreach ((string name, (NetworkShape shape, float[] predictions)) in expected)
        {
            string json = File.ReadAllText(Path.Combine(_folder, name + ".json"));
            Check(name, shape.OutputLayer, predictions, JsonSerializer.Deserialize<Dictionary<string, double[]>>(json)!);
        }
    }

    private static void Check(string name, OutputLayer layer, float[] predictions, Dictionary<string, double[]> outputs)
    {
        double[] scored = outputs[layer switch
        {
            OutputLayer.SigmoidCrossEntropy => "probability",
            OutputLayer.SoftmaxCrossEntropy => "probabilities",
            _ => "score",
        }];
        Assert.Equal(predictions.Length, scored.Length);
        // Numbers of regression are no probabilities: relative to their size.
        double difference = predictions.Zip(scored, (our, its) => Math.Abs(our - its) / Math.Max(1, Math.Abs(our))).Max();
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {difference}");
        Assert.True(difference <= 1e-5, $"{name}: {difference}");
        if (layer == OutputLayer.IdentitySquaredError)
            return;

        int outputsOfOne = predictions.Length / Examples;
        IEnumerable<double> labels = outputsOfOne == 1
            ? outputs["score"].Select(score => score > 0 ? 1.0 : 0)
            : scored.Chunk(outputsOfOne).Select(row => (double)Array.IndexOf(row, row.Max()));
        Assert.Equal(labels, outputs["label"]);
    }

    private static IEnumerable<(string Name, ShallowNetwork<float> Network)> Models()
    {
        foreach (NetworkShape shape in Networks.Shapes)
            yield return ($"{shape.OutputLayer}-{shape.Activation}-{shape.HiddenUnits}", Networks.Draw(shape));
        yield return ("pictures", ShallowNetwork<float>.Initialize(
            new NetworkShape(64 * 64 * 3, 20, Activation.Tanh), WeightInitialization.Xavier, seed: 1));
    }

    /// <summary>Brings ONNX Runtime from npm, once; later runs take what is there.</summary>
    private static void SkipWithoutOnnxRuntime()
    {
        bool isNodeThere = Tool.Run("node", Tool.Folder, "--version").IsDone;
        Assert.SkipUnless(isNodeThere, "There is no Node.js here, in which ONNX Runtime runs.");
        // npm writes it last.
        bool isThere = File.Exists(Path.Combine(Tool.Folder, "node_modules", ".package-lock.json"))
            && Versions(Tool.Folder) == Versions(Tool.Scripts);
        foreach (string script in Directory.GetFiles(Tool.Scripts))
            File.Copy(script, Path.Combine(Tool.Folder, Path.GetFileName(script)), overwrite: true);
        if (!isThere)
        {
            (bool isDone, string said) = Tool.Run("npm", Tool.Folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Assert.SkipUnless(isDone, $"ONNX Runtime cannot be brought from npm: {said.Trim()}");
        }

        static string Versions(string folder) => File.ReadAllText(Path.Combine(folder, "package-lock.json"));
    }
}
