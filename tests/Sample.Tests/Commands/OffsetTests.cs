using System.Globalization;
using System.Text.Json;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>--offset: counts of as much as a column has the logarithm of.</summary>
public sealed class OffsetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    private string Data => _folder["data.csv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AModelIsTrainedMeasuredAndScoredWithIt()
    {
        WriteData();

        string[] lines = Train().AssertDone().OutputLines;
        JsonElement metrics = JsonDocument.Parse(
            CommandLine.Run("evaluate", "--model", Model, "--data", Data, "--json").AssertDone().Output).RootElement;
        CommandLine.Run("score", "--model", Model, "--input", Data, "--output", _folder["scores.csv"]).AssertDone();

        Assert.Contains(lines, line => line == "numbers: x; offset: log_years");
        double[] scores = [.. File.ReadLines(_folder["scores.csv"]).Skip(1).Select(line => Number(line.Split(',')[1]))];
        (double Years, double Label)[] rows = [.. File.ReadLines(Data).Skip(1).Select(line => line.Split(','))
            .Select(cells => (Math.Exp(Number(cells[1])), Number(cells[2])))];
        double rate = rows.Sum(row => row.Label) / rows.Sum(row => row.Years);
        double ofModel = rows.Zip(scores, (row, score) => Deviance(row.Label, score)).Average(),
            ofRate = rows.Average(row => Deviance(row.Label, rate * row.Years));
        Assert.Equal(ofModel, metrics.GetProperty("mean_poisson_deviance").GetDouble(), 1e-4);
        // The share that is saved against one rate for all, not against one count.
        Assert.Equal(1 - (ofModel / ofRate), metrics.GetProperty("d_squared").GetDouble(), 1e-4);
        Assert.InRange(metrics.GetProperty("d_squared").GetDouble(), 0.05, 0.9);

        static double Deviance(double y, double mean) => 2 * (mean - y + (y > 0 ? y * Math.Log(y / mean) : 0));
    }

    [Fact]
    public void ATableWithoutItIsNotScoredAndARowWithoutItHasAnError()
    {
        WriteData();
        Train().AssertDone();
        File.WriteAllLines(_folder["without.csv"], ["x,y", "0.5,3"]);
        File.WriteAllLines(_folder["gap.csv"], ["x,log_years", "0.5,", "0.5,1"]);

        Outcome without = CommandLine.Run("evaluate", "--model", Model, "--data", _folder["without.csv"]);
        CommandLine.Run("score", "--model", Model, "--input", _folder["gap.csv"], "--output", _folder["scores.csv"]);

        Assert.Equal(1, without.ExitCode);
        Assert.Contains("'log_years'", without.Error, StringComparison.Ordinal);
        string[] rows = File.ReadAllLines(_folder["scores.csv"]);
        Assert.Contains("There is no number in the column 'log_years', and the model does not fill it in.", rows[1], StringComparison.Ordinal);
        Assert.EndsWith(",", rows[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--offset is for --loss poisson and gamma, not squared.", "--offset", "log_years", "--loss", "squared")]
    [InlineData("has no column 'years', which --offset names", "--offset", "years")]
    [InlineData("The column 'y' cannot be both the label and the offset.", "--offset", "y")]
    [InlineData("The offset column 'town' of", "--offset", "town")]
    public void WhatDoesNotFitIsSaid(string message, params string[] options)
    {
        WriteData(", town", ",Oslo");

        Outcome outcome = CommandLine.Run(
            ["train", "--data", Data, "--label", "y", "--model", Model, .. options,
             .. options.Contains("--loss") ? [] : (string[])["--loss", "poisson"]]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private Outcome Train() => CommandLine.Run(
        "train", "--data", Data, "--label", "y", "--model", Model, "--hidden", "3", "--l2", "0.001", "--loss", "poisson",
        "--offset", "log_years");

    private void WriteData(string header = "", string cell = "")
    {
        var random = new Random(3);
        File.WriteAllLines(Data, Enumerable.Range(0, 200).Select(_ =>
        {
            double x = random.NextDouble(), years = 0.2 + (10 * random.NextDouble());
            int count = (int)(years * Math.Exp(x) * (0.5 + random.NextDouble()));
            return FormattableString.Invariant($"{x},{Math.Log(years)},{count}{cell}");
        }).Prepend("x,log_years,y" + header.Replace(" ", "", StringComparison.Ordinal)));
    }
}
