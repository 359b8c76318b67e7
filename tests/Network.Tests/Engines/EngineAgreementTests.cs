using System.Numerics;
using System.Runtime.Intrinsics;
using MlNetShallow.Engines;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Engines;

/// <summary>The fast engine against the reference engine. Runs again with vector extensions off: VectorExtensionTests.</summary>
public class EngineAgreementTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void DoublePrecisionAgreesOnRandomShapes(int seed)
    {
        var random = new Random(seed);
        // The small ones first: 0 hidden units, 1 example, 1 feature come in all combinations.
        var (rows, columns, hiddenUnits) = seed < 8
            ? ((seed & 1) == 0 ? 1 : 9, (seed & 2) == 0 ? 1 : 5, (seed & 4) == 0 ? 0 : 3)
            : (random.Next(1, 40), random.Next(1, 300), random.Next(0, 40));
        var network = Engine.RandomNetwork(random, Engine.RandomShape(random, columns, hiddenUnits)).CopyParameters();
        var examples = Engine.RandomExamples(random, rows, network.Shape, weighted: seed % 2 == 0);

        AssertAgree(network, network, new VectorizedEngine<double>(), examples, 1e-9);
    }

    [Theory]
    [InlineData(300, 2000, 9, 1)]
    [InlineData(65, 769, 0, 1)]
    [InlineData(257, 1537, 13, 1)]
    [InlineData(256, 768, 4, 1)]
    [InlineData(513, 800, 1, 1)]
    [InlineData(300, 2000, 9, 10)]
    [InlineData(257, 769, 0, 3)]
    [InlineData(513, 30, 130, 101)]
    public void DoublePrecisionAgreesBeyondOneSlicePanelAndBlock(int rows, int columns, int hiddenUnits, int outputs)
    {
        // Features come in slices of 768, examples in panels of 16 and blocks of 256.
        var random = new Random(rows);
        var outputLayer = outputs == 1 ? OutputLayer.SigmoidCrossEntropy : OutputLayer.SoftmaxCrossEntropy;
        var shape = Engine.ShapeWith(columns, hiddenUnits, Activation.Tanh, outputLayer, outputs);
        var network = Engine.RandomNetwork(random, shape, 0.05).CopyParameters();
        var examples = Engine.RandomExamples(random, rows, shape, weighted: true);

        AssertAgree(network, network, new VectorizedEngine<double>(), examples, 1e-9);
    }

    [Fact]
    public void TheExtensionsThatAreSwitchedOffAreOff()
    {
        // .NET ignores a variable that it does not know: a renamed one would make the reruns without extensions mean nothing.
        bool IsOff(string name) => Environment.GetEnvironmentVariable(name) == "0";

        Assert.False(IsOff("DOTNET_EnableAVX512") && Vector512.IsHardwareAccelerated);
        Assert.False(IsOff("DOTNET_EnableAVX2") && Vector256.IsHardwareAccelerated);
        Assert.False(IsOff("DOTNET_EnableHWIntrinsic") && Vector128.IsHardwareAccelerated);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void SinglePrecisionAgreesToItsRounding(int seed)
    {
        var random = new Random(seed);
        int rows = random.Next(1, 40), columns = random.Next(1, 300), hiddenUnits = random.Next(0, 40);
        var network = Engine.RandomNetwork(random, Engine.RandomShape(random, columns, hiddenUnits), 0.1).CopyParameters();
        var single = new NetworkParameters<float>(network.Shape);
        for (int i = 0; i < single.Values.Length; i++)
        {
            single.Values[i] = (float)network.Values[i];
            network.Values[i] = single.Values[i];
        }

        // A sum of n terms of size s rounds to about √n ε s; n ≤ 300 · 40 terms, logits of size up to about 20.
        var examples = Engine.RandomExamples(random, rows, network.Shape, weighted: true);
        AssertAgree(network, single, new VectorizedEngine<float>(), examples, 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void BytesStandForIntensitiesOfZeroToOne(int hiddenUnits)
    {
        var random = new Random(5);
        var bytes = new byte[12 * 30];
        random.NextBytes(bytes);
        double[] intensities = [.. bytes.Select(value => value / 255.0)];
        float[] labels = [.. Enumerable.Range(0, 12).Select(i => (float)(i % 2))];
        var network = Engine.RandomNetwork(random, new NetworkShape(30, hiddenUnits)).CopyParameters();

        foreach (string engine in (string[])["reference", "vectorized"])
        {
            var fromBytes = Compute(Engine.Named(engine), network, new(FeatureMatrix.FromRows<byte>(bytes, 30), labels));
            var fromDoubles = Compute(
                Engine.Named(engine), network, new(FeatureMatrix.FromRows<double>(intensities, 30), labels));

            Assert.Equal(fromDoubles.Cost, fromBytes.Cost, 1e-12);
            for (int i = 0; i < fromBytes.Gradient.Length; i++)
                Assert.Equal(fromDoubles.Gradient[i], fromBytes.Gradient[i], 1e-12);
        }
    }

    [Fact]
    public void OnlyTheBatchCounts()
    {
        var random = new Random(8);
        var examples = Engine.RandomExamples(random, 10, 3, weighted: true);
        var network = Engine.RandomNetwork(random, new NetworkShape(3, 4)).CopyParameters();
        int[] batch = [7, 2, 5];
        var parts = new TrainingSet(
            FeatureMatrix.FromRows<double>(
                [.. batch.SelectMany(row => ((FeatureMatrix<double>)examples.Features).Row(row).ToArray())], 3),
            [.. batch.Select(row => examples.Labels[row])],
            [.. batch.Select(examples.Weight)]);

        foreach (string engine in (string[])["reference", "vectorized"])
        {
            var (cost, gradient) = Compute(Engine.Named(engine), network, examples, batch);
            var (partCost, partGradient) = Compute(Engine.Named(engine), network, parts);

            Assert.Equal(partCost, cost, 1e-14);
            Assert.Equal(partGradient, gradient);
        }
    }

    private static void AssertAgree<T>(
        NetworkParameters<double> network,
        NetworkParameters<T> sameNetwork,
        INetworkEngine<T> engine,
        TrainingSet examples,
        double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expectedLogits = new double[examples.Rows * network.Shape.Outputs];
        ReferenceEngine.Instance.Forward(network, examples.Features, expectedLogits);
        var logits = new T[expectedLogits.Length];
        engine.Forward(sameNetwork, examples.Features, logits);
        AssertClose(expectedLogits, [.. logits.Select(double.CreateTruncating)], tolerance);

        var (expectedCost, expectedGradient) = Compute(ReferenceEngine.Instance, network, examples);
        var (cost, gradient) = Compute(engine, sameNetwork, examples);
        Assert.Equal(expectedCost, cost, tolerance * Math.Max(1, expectedCost));
        AssertClose(expectedGradient, [.. gradient.Select(double.CreateTruncating)], tolerance);
    }

    private static (double Cost, T[] Gradient) Compute<T>(
        INetworkEngine<T> engine, NetworkParameters<T> network, TrainingSet examples, int[]? batch = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gradient = new NetworkParameters<T>(network.Shape);
        double cost = engine.CostAndGradient(network, examples, batch ?? Engine.All(examples), gradient);
        return (cost, gradient.Values.ToArray());
    }
}
