using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Sample.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;
    private readonly string _cat;

    public ExportCommandTests(DrawnSets sets)
    {
        _data = _folder.AddClass("data", "cat", sets.Cats);
        _folder.AddClass("data", "other", sets.Others);
        _cat = Directory.EnumerateFiles(_folder["data", "cat"]).Order(StringComparer.Ordinal).First();
    }

    private string Model => _folder["model.zip"];

    private string Onnx => _folder["model.onnx"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFileScoresAPictureAsTheProgramDoes()
    {
        Train();
        string table = _folder["scores.tsv"];
        CommandLine.Run("score", "--model", Model, "--input", _cat, "--output", table).AssertDone();
        string[][] rows = [.. File.ReadLines(table).Select(line => line.Split('\t'))];
        string probability = rows[1][Array.IndexOf(rows[0], "probability")];

        Outcome outcome = CommandLine.Run("export", "--model", Model, "--onnx", Onnx).AssertDone();

        Assert.Equal($"768 features, 4 hidden units, 1 outputs: {Onnx}", Assert.Single(outcome.OutputLines));
        using var scorer = new OnnxScorer(File.ReadAllBytes(Onnx));
        Assert.Equal(
            float.Parse(probability, CultureInfo.InvariantCulture),
            scorer.Score(Intensities(_cat))["probability"].Single(),
            1e-5);
    }

    [Fact]
    public void StoppedItWritesNothing()
    {
        Train();

        Assert.Equal(
            "error: Stopped before the end; nothing more is written.",
            CommandLine.RunStopped("export", "--model", Model, "--onnx", Onnx).AssertFailed());
        Assert.False(File.Exists(Onnx));
    }

    [Fact]
    public void TheFileSaysHowFeaturesAreMadeOfAPicture()
    {
        Train();

        CommandLine.Run("export", "--model", Model, "--onnx", Onnx).AssertDone();

        Dictionary<string, string> metadata = new OnnxFile(File.ReadAllBytes(Onnx)).Metadata;
        Assert.Equal(
            "channel_order RGB, classes [\"other\",\"cat\"], feature_layout HWC, feature_range 0,1, "
            + "feature_shape 16,16,3, resize_mode Stretch, "
            + "task binary_classification",
            string.Join(", ", metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => $"{entry.Key} {entry.Value}")));
    }

    [Fact]
    public void NamesOfSeveralClassesAreInTheFile()
    {
        _folder.AddClass("data", "third", Directory.GetFiles(_folder["data", "other"]));
        Train();

        CommandLine.Run("export", "--model", Model, "--onnx", Onnx).AssertDone();

        var file = new OnnxFile(File.ReadAllBytes(Onnx));
        string[] names = JsonSerializer.Deserialize<string[]>(file.Metadata["classes"])!;
        Assert.Equal(["cat", "other", "third"], names.Order(StringComparer.Ordinal));
        Assert.Equal(["probabilities: float [N, 3]", "label: int64 [N]"], file.Outputs);
    }

    [Fact]
    public void ARegressionOfOtherDataIsExportedToo()
    {
        var context = new MLContext();
        IDataView data = context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 20).Select(i => new Row { Features = [i], Label = 2 * i }));
        var options = new ShallowNetworkRegressionTrainer.Options { NumberOfHiddenUnits = 0, NumberOfEpochs = 2 };
        context.Model.Save(context.Regression.Trainers.ShallowNetwork(options).Fit(data), data.Schema, Model);

        CommandLine.Run("export", "--model", Model, "--onnx", Onnx).AssertDone();

        Dictionary<string, string> metadata = new OnnxFile(File.ReadAllBytes(Onnx)).Metadata;
        Assert.Equal("regression", Assert.Single(metadata).Value);
    }

    [Fact]
    public void AFileThatIsThereIsReplacedOnlyByForce()
    {
        Train();
        File.WriteAllText(Onnx, "mine");

        string error = CommandLine.Run("export", "--model", Model, "--onnx", Onnx).AssertFailed();

        Assert.Contains("exists already; --force replaces it", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Onnx));
        CommandLine.Run("export", "--model", Model, "--onnx", Onnx, "--force").AssertDone();
    }

    [Fact]
    public void WhatIsNoModelIsNamed()
    {
        File.WriteAllText(Model, "no model");

        string error = CommandLine.Run("export", "--model", Model, "--onnx", Onnx).AssertFailed();

        Assert.Contains($"The model '{Model}' cannot be used", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Onnx));
    }

    private static float[] Intensities(string path)
    {
        var context = new MLContext();
        IDataView picture = context.Data.LoadFromEnumerable([new Picture { ImagePath = path }]);
        var options = new ImageFlatteningEstimator.Options { InputColumnName = "ImagePath", Height = 16, Width = 16 };
        return [.. context.Transforms.FlattenImages(options).Fit(picture).Transform(picture)
            .GetColumn<VBuffer<float>>("Features").Single().DenseValues()];
    }

    private void Train()
        => CommandLine.Run(["train", "--data", _data, "--model", Model, .. DrawnSets.Quick, "--hidden", "4"]).AssertDone();

    private sealed class Row
    {
        [VectorType(1)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
