using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Sample.Tests;

/// <summary>
/// The course's cat pictures and the published run on them: 7 ReLU units, NumPy's seed 1, rate 0.0075, 2500 steps of full-batch
/// gradient descent. The pictures are no part of this repository.
/// </summary>
public sealed class CourseCatModelTests : IDisposable
{
    private const string Variable = "MLNETSHALLOW_COURSE_DATA";
    private const double PublishedTestAccuracy = 0.72;
    private const int Features = 64 * 64 * 3;

    private static readonly string Pictures =
        Environment.GetEnvironmentVariable(Variable) ?? RepositoryFiles.Path("..", "shared", "datasets", "catvnoncat");

    private static readonly string Reference =
        Path.Combine(Pictures, "..", "reference", "catvnoncat_two_layer_reference.json");

    private static readonly string DeepReference =
        Path.Combine(Pictures, "..", "reference", "catvnoncat_deep_reference.json");

    private static readonly string[] PublishedOptions =
    [
        "--hidden", "7", "--optimizer", "gd", "--learning-rate", "0.0075", "--epochs", "2500",
        "--initialization", "normal", "--feature-scaling", "none", "--l2", "0",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DoublePrecisionGivesThe25PublishedCostsAndAccuracies()
        => AssertPublished(new VectorizedEngine<double>(), tolerance: 1e-9, lastEpoch: 2400, costs: 25);

    [Fact]
    public void DoublePrecisionInTheSpanOfThePicturesDoesToo()
        => AssertPublished<double>(engine: null, tolerance: 1e-9, lastEpoch: 2400, costs: 25);

    // Beyond, rounding is amplified until the costs differ visibly.
    [Fact]
    public void SinglePrecisionGivesTheFirstPublishedCostsAndTheAccuracies()
        => AssertPublished(new VectorizedEngine<float>(), tolerance: 1e-6, lastEpoch: 800, costs: 9);

    // In the Gram form only the start is rounded to single precision; the arithmetic is in double.
    [Fact]
    public void ANetworkInSinglePrecisionTrainedInTheSpanGivesAllPublishedCosts()
        => AssertPublished<float>(engine: null, tolerance: 1e-6, lastEpoch: 2400, costs: 25);

    [Fact]
    public void TheDeepNetworkGivesThe25CostsAndThePublishedAccuraciesInTheSpanOfThePictures()
    {
        TrainingResult<double> trained = TrainDeep(engine: null, epochs: 2500, costs: 25);

        Assert.Equal(TrainingForm.Gram, trained.Form);
        Assert.Equal(0.9856, Accuracy(trained.Network, Read("train")), 0.5e-4);
        Assert.Equal(0.80, Accuracy(trained.Network, Read("test")), 1e-12);
    }

    // As many steps as take seconds: the two forms take the same path.
    [Fact]
    public void TheDeepNetworkGivesTheFirstCostsInTheOrdinaryForm()
        => TrainDeep(new VectorizedEngine<double>(), epochs: 301, costs: 4);

    [Theory]
    [InlineData(1, PublishedTestAccuracy, PublishedTestAccuracy)]
    [InlineData(3, 0.68, 0.80)]
    public void TheCommandLineGivesTheAccuracies(int seed, double least, double most)
    {
        SkipWithoutPictures();

        Outcome outcome = CommandLine.Run(
        [
            "train", "--data", Path.Combine(Pictures, "train"), "--test", Path.Combine(Pictures, "test"),
            "--model", _folder["cat.zip"], .. PublishedOptions, "--seed", $"{seed}",
        ]).AssertDone();

        Assert.Equal(1, Accuracy("training set"));
        Assert.InRange(Accuracy("test set"), least, most);

        double Accuracy(string set)
        {
            string printed = Regex.Match(outcome.Output, $@"{set}: accuracy (\S+),").Groups[1].Value;
            return double.Parse(printed, CultureInfo.InvariantCulture);
        }
    }

    private static void AssertPublished<T>(INetworkEngine<T>? engine, double tolerance, int lastEpoch, int costs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SkipWithoutPictures();
        Assert.SkipUnless(File.Exists(Reference), $"The published costs are not in {Reference}; {Variable} decides where.");
        TrainingSet training = Read("train"), test = Read("test");
        var start = ShallowNetwork<T>.Initialize(new NetworkShape(Features, 7), WeightInitialization.Normal, seed: 1);

        var options = new TrainingOptions
        {
            LearningRate = 0.0075,
            Epochs = 2500,
            CancellationToken = TestContext.Current.CancellationToken,
        };

        TrainingResult<T> trained = NetworkTrainer.Train(start, training, options, engine);

        Assert.Equal(engine is null ? TrainingForm.Gram : TrainingForm.Ordinary, trained.Form);
        (int Epoch, double Cost)[] published = [.. PublishedCosts().Where(item => item.Epoch <= lastEpoch)];
        Assert.Equal(costs, published.Length);
        Assert.All(published, item => Assert.Equal(item.Cost, trained.CostHistory[item.Epoch], tolerance));
        Assert.Equal(1, Accuracy(trained.Network, training));
        Assert.Equal(PublishedTestAccuracy, Accuracy(trained.Network, test), 1e-12);
    }

    /// <summary>The course's next model: layers 12288-20-7-5-1, each drawn after the one before as randn / √n[l−1]. Its costs as
    /// NumPy computes them, which the published ones are to six decimals. That program takes 0 for ReLU' at z = 0, where the notes
    /// and this network take 1; and with biases of 0 a z behind units that are all at 0 is exactly that. Biases that are next to
    /// nothing below 0 make 0 of it here too, and change no other z by a bit.</summary>
    private static TrainingResult<double> TrainDeep(INetworkEngine<double>? engine, int epochs, int costs)
    {
        SkipWithoutPictures();
        Assert.SkipUnless(File.Exists(DeepReference), $"The costs are not in {DeepReference}; {Variable} decides where.");
        var shape = new NetworkShape(Features, [20, 7, 5]);
        NetworkParameters<double> start =
            ShallowNetwork<double>.Initialize(shape, WeightInitialization.Normal, seed: 1, scale: 1).CopyParameters();
        for (int layer = 1; layer <= shape.Layers; layer++)
        {
            foreach (ref double weight in start.W(layer))
                weight /= Math.Sqrt(shape.Units(layer - 1));
            if (layer < shape.Layers)
                start.B(layer).Fill(-1e-200);
        }

        TrainingResult<double> trained = NetworkTrainer.Train(
            new ShallowNetwork<double>(start),
            Read("train"),
            new TrainingOptions
            {
                LearningRate = 0.0075, Epochs = epochs, CancellationToken = TestContext.Current.CancellationToken,
            },
            engine);

        using var document = JsonDocument.Parse(File.ReadAllText(DeepReference));
        double[] expected = [.. document.RootElement.GetProperty("costs_every_100_steps").EnumerateArray()
            .Select(cost => cost.GetDouble()).Take(costs)];
        Assert.Equal(costs, expected.Length);
        for (int i = 0; i < costs; i++)
            Assert.Equal(expected[i], trained.CostHistory[100 * i], 1e-9);
        Assert.Equal(
            [0.771749, 0.672053], ((int[])[0, 100]).Select(step => Math.Round(trained.CostHistory[step], 6)));
        return trained;
    }

    private static IEnumerable<(int Epoch, double Cost)> PublishedCosts()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Reference));
        foreach (JsonProperty item in document.RootElement.GetProperty("published_costs").EnumerateObject())
            yield return (int.Parse(item.Name, CultureInfo.InvariantCulture), item.Value.GetDouble());
    }

    /// <summary>The pictures of a set in the order of the original, whose files are numbered over both classes.</summary>
    private static TrainingSet Read(string set)
    {
        var mlContext = new MLContext();
        LabelledFolder folder = LabelledFolder.Open(Path.Combine(Pictures, set), "cat");
        IDataView data = mlContext.Data.LoadFromEnumerable(folder.Read(TestContext.Current.CancellationToken));
        IDataView flat = mlContext.Transforms.FlattenImages("Features", nameof(Picture.ImagePath), outputKind: DataKind.Byte)
            .Fit(data).Transform(data);

        FeatureMatrix<byte> features = FeatureMatrix.Create<byte>(Features);
        List<float> labels = [];
        using DataViewRowCursor cursor = flat.GetRowCursor(flat.Schema);
        ValueGetter<VBuffer<byte>> getFeatures = cursor.GetGetter<VBuffer<byte>>(flat.Schema["Features"]);
        ValueGetter<bool> getLabel = cursor.GetGetter<bool>(flat.Schema[nameof(Picture.Label)]);
        VBuffer<byte> pixels = default;
        bool label = false;
        while (cursor.MoveNext())
        {
            getFeatures(ref pixels);
            pixels.CopyTo(features.AddRow());
            getLabel(ref label);
            labels.Add(label ? 1 : 0);
        }

        return new TrainingSet(features, labels.ToArray());
    }

    private static double Accuracy<T>(ShallowNetwork<T> network, TrainingSet set)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => network.Logits(set.Features)
            .Zip(set.Labels.ToArray(), (logit, label) => logit > T.Zero == label > 0 ? 1.0 : 0.0)
            .Average();

    private static void SkipWithoutPictures() => Assert.SkipUnless(
        Directory.Exists(Pictures), $"The course's pictures are not in {Pictures}; the variable {Variable} names their folder.");
}
