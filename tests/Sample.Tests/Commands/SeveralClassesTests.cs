using System.Globalization;
using System.Text.Json;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>Folders of more than two classes: trained, evaluated and scored by the classes' names.</summary>
public sealed class SeveralClassesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public SeveralClassesTests(DrawnSets sets)
    {
        _data = _folder.AddClass("data", "cat", sets.Cats);
        _folder.AddClass("data", "even", [.. sets.Others.Where((_, i) => i % 2 == 0)]);
        _folder.AddClass("data", "odd", [.. sets.Others.Where((_, i) => i % 2 == 1)]);
    }

    private string Model => _folder["model.zip"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrainSaysTheClassesAndHowWellTheyAreTold()
    {
        string[] lines = Train("--test", _data).AssertDone().OutputLines;

        Assert.Equal("3 classes: cat, even, odd.", lines[0]);
        Assert.Equal($"training set: 32 pictures in {_data}: 16 cat, 8 even, 8 odd", lines[1]);
        Assert.Matches(@"^test set: accuracy [01]\.\d{4}, macro accuracy [01]\.\d{4}, log-loss \d+\.\d{4} nats$", lines[^1]);
    }

    [Fact]
    public void TheMetricsAreThoseOfTheScores()
    {
        Train().AssertDone();
        string table = _folder["scores.tsv"];
        CommandLine.Run("score", "--model", Model, "--input", _data, "--output", table).AssertDone();
        string[][] rows = [.. File.ReadLines(table).Select(line => line.Split('\t'))];
        string[] header = rows[0];
        Assert.Equal(
            ["error", "input", "predicted_label", "probability", "probability_cat", "probability_even", "probability_odd"],
            header.Order());
        double right = 0, nats = 0;
        foreach (string[] row in rows.Skip(1))
        {
            string name = Path.GetFileName(Path.GetDirectoryName(row[0]))!;
            double[] probabilities = [.. row[2..^1].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            Assert.Equal(1, probabilities[1..].Sum(), 1e-5);
            Assert.Equal(probabilities[0], probabilities[1..].Max());
            right += row[1] == name ? 1 : 0;
            nats -= Math.Log(probabilities[Array.IndexOf(header, $"probability_{name}") - 2]);
        }

        JsonElement metrics = JsonDocument.Parse(
            CommandLine.Run("evaluate", "--model", Model, "--data", _data, "--json").AssertDone().Output).RootElement;

        Assert.Equal(3, metrics.GetProperty("classes").GetInt32());
        Assert.Equal(32, metrics.GetProperty("examples").GetInt32());
        Assert.Equal(right / 32, metrics.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.Equal(nats / 32, metrics.GetProperty("log_loss").GetDouble(), 1e-6);
        Assert.InRange(metrics.GetProperty("recall_cat").GetDouble(), 0, 1);
    }

    [Fact]
    public void OneClassAgainstAllOthersIsTrainedWhereItIsNamed()
    {
        string[] lines = Train("--positive", "odd").AssertDone().OutputLines;

        Assert.Equal("1 is odd (as --positive says), 0 is every other class.", lines[0]);
        Assert.Matches(@"^training set: accuracy [01]\.\d{4}, AUC", lines[^1]);
    }

    [Fact]
    public void AClassThatTheModelDoesNotKnowIsSaid()
    {
        Train().AssertDone();
        Directory.Move(_folder["data", "odd"], _folder["data", "strange"]);

        string error = CommandLine.Run("evaluate", "--model", Model, "--data", _data).AssertFailed();

        Assert.Contains("classes that the model does not know: strange; it knows ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void APositiveClassIsNotForAModelOfSeveral()
    {
        Train().AssertDone();

        string error = CommandLine.Run("evaluate", "--model", Model, "--data", _data, "--positive", "cat").AssertFailed();

        Assert.Contains("several classes apart: --positive cat is not for it", error, StringComparison.Ordinal);
    }

    private Outcome Train(params string[] options)
        => CommandLine.Run(["train", "--data", _data, "--model", Model, .. DrawnSets.Quick, .. options]);
}
