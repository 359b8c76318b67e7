using System.Globalization;
using System.Text.Json;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>--label A,B.</summary>
public sealed class SeveralLabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    private string Data => _folder["data.csv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NumbersAreTrainedEvaluatedScoredAndExported()
    {
        WriteNumbers();

        string[] lines = Train("a,b").AssertDone().OutputLines;
        JsonElement metrics = Evaluate();
        CommandLine.Run("score", "--model", Model, "--input", Data, "--output", _folder["scores.csv"], "--keep", "a", "--keep", "b").AssertDone();

        Assert.Contains("a, b: 2 numbers.", lines);
        Assert.Contains("numbers: x, y", lines);
        Assert.StartsWith("training set: mean R² ", lines[^1], StringComparison.Ordinal);
        Assert.Equal(2, metrics.GetProperty("targets").GetInt32());
        Assert.InRange(metrics.GetProperty("r_squared_a").GetDouble(), 0.95, 1);
        Assert.InRange(metrics.GetProperty("mean_r_squared").GetDouble(), 0.95, 1);
        string[][] rows = [.. File.ReadLines(_folder["scores.csv"]).Select(line => line.Split(','))];
        Assert.Equal(["input", "a", "b", "prediction_a", "prediction_b", "error"], rows[0]);
        double squares = rows[1..].Average(row => Math.Pow(Number(row[2]) - Number(row[4]), 2));
        Assert.Equal(Math.Sqrt(squares), metrics.GetProperty("root_mean_squared_error_b").GetDouble(), 1e-3 * Math.Sqrt(squares));

        CommandLine.Run("export", "--model", Model, "--onnx", _folder["model.onnx"]).AssertDone();
        CommandLine.Run("score", "--model", Model, "--input", Data, "--output", _folder["scores.parquet"], "--keep", "a").AssertDone();
        // Predictions are numbers there; what was kept is a text.
        Assert.Contains("numbers: prediction_b", CommandLine.Run(
            "train", "--data", _folder["scores.parquet"], "--label", "prediction_a", "--ignore", "input", "a", "error",
            "--model", _folder["other.zip"], "--hidden", "0").AssertDone().OutputLines);
        JsonElement renamed = Evaluate("--label", "a, b");
        Assert.Equal(metrics.ToString(), renamed.ToString());
    }

    [Theory]
    [InlineData("1", "0")]
    [InlineData("yes", "no")]
    public void FlagsAreTrainedEvaluatedAndScored(string yes, string no)
    {
        WriteFlags(yes, no);

        string[] lines = Train("warm,wet").AssertDone().OutputLines;
        JsonElement metrics = Evaluate();
        CommandLine.Run("score", "--model", Model, "--input", Data, "--output", _folder["scores.csv"]).AssertDone();

        Assert.Contains("warm, wet: 2 labels, each 0 or 1.", lines);
        Assert.Contains("mean AUC", lines[^1], StringComparison.Ordinal);
        Assert.Equal(2, metrics.GetProperty("labels").GetInt32());
        foreach (string name in (string[])["mean_auc", "auc_warm", "auc_wet", "f1_warm", "mean_f1", "exact_match"])
            Assert.InRange(metrics.GetProperty(name).GetDouble(), 0.9, 1);
        string[][] rows = [.. File.ReadLines(_folder["scores.csv"]).Select(line => line.Split(','))];
        Assert.Equal(["input", "predicted_warm", "probability_warm", "predicted_wet", "probability_wet", "error"], rows[0]);
        Assert.All(rows[1..], row => Assert.Equal(Number(row[2]) > 0.5 ? "1" : "0", row[1]));
    }

    [Fact]
    public void TaskDecides()
    {
        WriteFlags("1", "0");

        Assert.Contains("warm, wet: 2 numbers.", Train("warm,wet", "--task", "regression").AssertDone().OutputLines);
        AssertRefused("--task multiclass is for one label; --label warm,wet names 2", "warm,wet", "--task", "multiclass");
        WriteNumbers();
        AssertRefused("in row 1; of several labels each is 0 or 1", "a,b", "--task", "binary");
    }

    [Fact]
    public void LabelsThatDoNotFitTheTableAreRefused()
    {
        WriteNumbers();

        AssertRefused("--label a,b,a names 'a' twice; each label is wanted once.", "a,b,a");
        AssertRefused("has no column 'c', which --label names; it has x, y, a, b.", "a,c");
        AssertRefused("--label a, has an empty name", "a,");
        AssertRefused("--positive 1 is for one label", "a,b", "--positive", "1");
        AssertRefused("has no column to learn from beside 'a,b'", "a,b", "--ignore", "x", "y");
        AssertRefused("--class-weights is for classes; the label is a number.", "a,b", "--class-weights", "balanced");
        AssertRefused("Loss poisson is for one target", "a,b", "--loss", "poisson");
        File.WriteAllLines(Data, ["x,a,b", "1,2,3", "2,,4", "3,4,5"]);
        AssertRefused("The label column 'a' of", "a,b");
        AssertRefused("has no value in row 2.", "a,b");
        File.WriteAllLines(Data, ["x,a,b", "1,2,red", "2,3,blue", "3,4,red"]);
        AssertRefused("has 'red' in row 1; a regression takes numbers.", "a,b");
    }

    // A column may be called so.
    [Fact]
    public void AColumnWhoseNameHasACommaIsOneLabel()
    {
        WriteNumbers();
        File.WriteAllLines(Data, File.ReadAllLines(Data).Select((line, i) => i == 0 ? "x,y,\"a,b\",b" : line));

        Assert.Contains("a,b: a number.", Train("a,b").AssertDone().OutputLines);
    }

    [Fact]
    public void AnotherNumberOfLabelsThanTheModelHasIsRefused()
    {
        WriteNumbers();
        Train("a,b").AssertDone();

        AssertFails("predicts 2 labels (a, b); --label a names 1.", "evaluate", "--model", Model, "--data", Data, "--label", "a");
        File.WriteAllLines(Data, ["x,y,a", "1,2,3", "2,3,4"]);
        AssertFails("has no column 'b'", "evaluate", "--model", Model, "--data", Data);
    }

    [Fact]
    public void WhatIsForOneLabelSaysSo()
    {
        WriteNumbers();
        Train("a,b").AssertDone();

        AssertFails("A report is of one label; the model predicts 2 (a, b).",
            "report", "--model", Model, "--data", Data, "--output", _folder["report.html"]);
        AssertFails("Predictions are explained for one label",
            "explain", "--model", Model, "--data", Data, "--output", _folder["why.csv"]);
        AssertFails("Trainers of ML.NET learn one label; --label a,b names 2.", "compare", "--data", Data, "--label", "a,b");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private void WriteNumbers()
    {
        var random = new Random(3);
        File.WriteAllLines(Data, Enumerable.Range(0, 150).Select(_ =>
        {
            double x = random.NextDouble(), y = random.NextDouble();
            return FormattableString.Invariant($"{x},{y},{x + y},{1000 * (x - y)}");
        }).Prepend("x,y,a,b"));
    }

    private void WriteFlags(string yes, string no)
    {
        var random = new Random(3);
        File.WriteAllLines(Data, Enumerable.Range(0, 150).Select(_ =>
        {
            double x = random.NextDouble(), y = random.NextDouble();
            return FormattableString.Invariant($"{x},{y},{(x > 0.5 ? yes : no)},{(x + y > 1 ? yes : no)}");
        }).Prepend("x,y,warm,wet"));
    }

    private Outcome Train(string label, params string[] options) => CommandLine.Run(
        ["train", "--data", Data, "--label", label, "--model", Model, "--hidden", "5", "--l2", "0.0001", "--force", .. options]);

    private JsonElement Evaluate(params string[] options) => JsonDocument.Parse(CommandLine.Run(
        ["evaluate", "--model", Model, "--data", Data, "--json", .. options]).AssertDone().Output).RootElement;

    private void AssertRefused(string message, string label, params string[] options)
    {
        Outcome outcome = Train(label, options);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private static void AssertFails(string message, params string[] arguments)
    {
        Outcome outcome = CommandLine.Run(arguments);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
