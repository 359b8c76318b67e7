using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Sample.Tests.Commands;

public sealed class EvaluateCommandTests(DrawnSets sets) : IDisposable
{
    private static readonly string[] Names =
    [
        "positive", "negative", "examples", "accuracy", "auc", "auprc", "f1", "log_loss", "log_loss_reduction",
        "positive_precision", "positive_recall", "negative_precision", "negative_recall",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItPrintsOneMetricALine()
    {
        string[] lines = Evaluate(sets.Train).AssertDone().OutputLines;

        Assert.Equal(Names, lines.Select(line => line.Split(' ')[0]));
        Assert.Equal("positive cat", lines[0]);
        Assert.Equal("negative noncat", lines[1]);
        Assert.Equal("examples 32", lines[2]);
        Assert.All(lines[3..], line => Assert.Matches(@"^\w+ -?\d+\.\d{4}$", line));
    }

    [Fact]
    public void TheMetricsAreThoseOfTheScores()
    {
        string table = _folder["scores.tsv"];
        CommandLine.Run("score", "--model", sets.Model, "--input", sets.Train, "--output", table).AssertDone();
        (bool IsCat, double Probability)[] rows =
        [
            .. File.ReadLines(table).Skip(1).Select(line => line.Split('\t')).Select(fields => (
                Path.GetFileName(Path.GetDirectoryName(fields[0])) == "cat",
                double.Parse(fields[2], CultureInfo.InvariantCulture))),
        ];
        double[] cats = [.. rows.Where(row => row.IsCat).Select(row => row.Probability)];
        double[] others = [.. rows.Where(row => !row.IsCat).Select(row => row.Probability)];
        double right = cats.Count(p => p > 0.5) + others.Count(p => p <= 0.5);
        double pairs = cats.Sum(cat => others.Sum(other => cat > other ? 1 : cat == other ? 0.5 : 0));
        double bits = cats.Sum(p => -Math.Log2(p)) + others.Sum(p => -Math.Log2(1 - p));

        JsonElement metrics = Json(sets.Train);

        Assert.Equal(right / 32, metrics.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.Equal(pairs / (16 * 16), metrics.GetProperty("auc").GetDouble(), 1e-12);
        Assert.Equal(bits / 32, metrics.GetProperty("log_loss").GetDouble(), 1e-6);
    }

    [Fact]
    public void JsonHasTheSameMetricsWithAllDigits()
    {
        string[] lines = Evaluate(sets.Train).AssertDone().OutputLines;

        JsonElement metrics = Json(sets.Train);

        Assert.Equal(Names, metrics.EnumerateObject().Select(metric => metric.Name));
        Assert.Equal("cat", metrics.GetProperty("positive").GetString());
        Assert.Equal("noncat", metrics.GetProperty("negative").GetString());
        Assert.Equal(32, metrics.GetProperty("examples").GetInt32());
        Assert.Equal(
            lines[3..],
            Names[3..].Select(name => FormattableString.Invariant($"{name} {metrics.GetProperty(name).GetDouble():0.0000}")));
        Assert.Contains(Names[3..], name => metrics.GetProperty(name).GetRawText().Length > "0.00000000".Length);
    }

    [Fact]
    public void TheThresholdIsObeyed()
    {
        string model = _folder["careful.zip"], table = _folder["scores.tsv"];
        string[] options = ["--threshold", "0.75", .. DrawnSets.Quick];
        CommandLine.Run(["train", "--data", sets.Train, "--model", model, .. options]).AssertDone();
        CommandLine.Run("score", "--model", model, "--input", sets.Test, "--output", table).AssertDone();
        (string Class, string Predicted, double Probability)[] rows =
        [
            .. File.ReadLines(table).Skip(1).Select(line => line.Split('\t')).Select(fields => (
                Path.GetFileName(Path.GetDirectoryName(fields[0]))!, fields[1],
                double.Parse(fields[2], CultureInfo.InvariantCulture))),
        ];

        using JsonDocument metrics = JsonDocument.Parse(CommandLine.Run(
            "evaluate", "--model", model, "--data", sets.Test, "--json").AssertDone().Output);

        Assert.All(rows, row => Assert.Equal(row.Probability > 0.75 ? "cat" : "noncat", row.Predicted));
        Assert.Equal(0.75, metrics.RootElement.GetProperty("threshold").GetDouble());
        Assert.Equal(
            (double)rows.Count(row => row.Class == row.Predicted) / rows.Length,
            metrics.RootElement.GetProperty("accuracy").GetDouble(), 1e-12);
    }

    [Fact]
    public void WithTheOtherClassAs1TheAccuracyIsTheComplement()
    {
        JsonElement cat = Json(sets.Train);
        JsonElement other = Json(sets.Train, "--positive", "noncat");

        Assert.Equal("noncat", other.GetProperty("positive").GetString());
        Assert.Equal(1 - cat.GetProperty("accuracy").GetDouble(), other.GetProperty("accuracy").GetDouble(), 1e-12);
    }

    [Fact]
    public void AModelThatIsNotThereIsSaid()
        => Assert.Equal(
            $"error: The model '{_folder["no.zip"]}' does not exist.",
            CommandLine.Run("evaluate", "--model", _folder["no.zip"], "--data", sets.Test).AssertFailed());

    [Fact]
    public void AFileThatIsNoModelIsSaid()
        => Assert.StartsWith(
            $"error: The model '{sets.Cats[0]}' cannot be used: ",
            CommandLine.Run("evaluate", "--model", sets.Cats[0], "--data", sets.Test).AssertFailed(),
            StringComparison.Ordinal);

    [Fact]
    public void ATruncatedModelIsSaid()
    {
        string model = _folder["half.zip"];
        byte[] whole = File.ReadAllBytes(sets.Model);
        File.WriteAllBytes(model, whole[..(whole.Length / 2)]);

        string error = CommandLine.Run("evaluate", "--model", model, "--data", sets.Test).AssertFailed();

        Assert.StartsWith($"error: The model '{model}' cannot be used: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithoutANetworkIsSaid()
    {
        string model = Save(mlContext => mlContext.Transforms.CopyColumns("Copy", "Features"));

        string error = CommandLine.Run("evaluate", "--model", model, "--data", sets.Test).AssertFailed();

        Assert.Equal($"error: The model '{model}' cannot be used: There is no shallow network in this model.", error);
    }

    [Fact]
    public void ANetworkThatTakesNoPicturesIsSaid()
    {
        string model = Save(mlContext => mlContext.BinaryClassification.Trainers.ShallowNetwork());

        string error = CommandLine.Run("evaluate", "--model", model, "--data", sets.Test).AssertFailed();

        Assert.StartsWith($"error: The model '{model}' cannot be used: ", error, StringComparison.Ordinal);
        Assert.Contains("Features", error, StringComparison.Ordinal);
    }

    [Fact]
    public void APictureThatCannotBeReadIsNamed()
    {
        string data = _folder.AddClass("data", "cat", sets.Cats);
        _folder.AddClass("data", "noncat", sets.Others);
        string bad = _folder["data", "noncat", "bad.jpg"];
        File.WriteAllBytes(bad, []);

        Assert.Equal(
            $"error: The picture '{bad}' cannot be read: it is empty, or a pipe, a socket or a device.",
            Evaluate(data).AssertFailed());
    }

    [Fact]
    public void DataOfOneClassAreSaid()
        => Assert.Contains(
            "must hold a folder for each of two or more classes; found: cat",
            Evaluate(_folder.AddClass("data", "cat", sets.Cats)).AssertFailed(),
            StringComparison.Ordinal);

    [Fact]
    public void ItCanBeStopped()
    {
        Outcome outcome = CommandLine.RunStopped(
            "evaluate", "--model", sets.Model, "--data", sets.Test);

        Assert.Equal("error: Stopped before the end; nothing more is written.", outcome.AssertFailed());
        Assert.Equal("", outcome.Output);
    }

    private Outcome Evaluate(string data, params string[] options)
        => CommandLine.Run(["evaluate", "--model", sets.Model, "--data", data, .. options]);

    private string Save(Func<MLContext, IEstimator<ITransformer>> estimator)
    {
        var mlContext = new MLContext();
        IDataView data = mlContext.Data.LoadFromEnumerable([new Row(), new Row { Label = true }]);
        mlContext.Model.Save(estimator(mlContext).Fit(data), data.Schema, _folder["other.zip"]);
        return _folder["other.zip"];
    }

    private JsonElement Json(string data, params string[] options)
        => JsonDocument.Parse(Evaluate(data, [.. options, "--json"]).AssertDone().Output).RootElement;

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];

        public bool Label { get; set; }
    }
}
