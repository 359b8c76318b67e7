using System.Globalization;
using System.Text.Json;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>--loss and the options that go with it.</summary>
public sealed class LossOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    private string Data => _folder["data.csv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void QuantilesAreMeasuredAndScored()
    {
        WriteData();

        string[] lines = Train("--loss", "quantile", "--quantiles", "0.9,0.1").AssertDone().OutputLines;
        JsonElement metrics = Evaluate();
        CommandLine.Run("score", "--model", Model, "--input", Data, "--output", _folder["scores.csv"]).AssertDone();

        Assert.Contains("mean pinball loss", lines[^1], StringComparison.Ordinal);
        Assert.Contains(", D² ", lines[^1], StringComparison.Ordinal);
        Assert.InRange(metrics.GetProperty("coverage").GetDouble(), 0.75, 0.85);
        Assert.InRange(metrics.GetProperty("d_squared").GetDouble(), 0.1, 1);
        string[][] rows = [.. File.ReadLines(_folder["scores.csv"]).Select(line => line.Split(','))];
        Assert.Equal(["input", "prediction", "quantile_0.1", "quantile_0.9", "error"], rows[0]);
        Assert.Equal(201, rows.Length);
        double pinball = 0;
        string[] labels = [.. File.ReadLines(Data).Skip(1).Select(line => line.Split(',')[1])];
        for (int i = 1; i < rows.Length; i++)
        {
            double low = Number(rows[i][2]), high = Number(rows[i][3]), y = Number(labels[i - 1]);
            Assert.True(low <= high);
            Assert.Equal((low + high) / 2, Number(rows[i][1]), 1e-4);
            pinball += Pinball(y - low, 0.1) + Pinball(y - high, 0.9);
        }

        Assert.Equal(pinball / 400, metrics.GetProperty("mean_pinball_loss").GetDouble(), 1e-4);

        static double Pinball(double above, double level) => Math.Max(level * above, (level - 1) * above);
    }

    [Fact]
    public void DeviancesAreMeasured()
    {
        WriteData();

        Train("--loss", "poisson").AssertDone();
        JsonElement poisson = Evaluate();
        Train("--loss", "gamma", "--force").AssertDone();
        JsonElement gamma = Evaluate();

        Assert.InRange(poisson.GetProperty("mean_poisson_deviance").GetDouble(), 1e-3, 3);
        Assert.InRange(gamma.GetProperty("mean_gamma_deviance").GetDouble(), 1e-3, 1);
        Assert.InRange(gamma.GetProperty("d_squared").GetDouble(), 0.1, 1);
    }

    [Theory]
    [InlineData("--quantiles 0.5,0.5 has 0.5 twice.", "--loss", "quantile", "--quantiles", "0.5,0.5")]
    [InlineData("--quantiles must be above 0 and below 1 each, such as 0.05,0.5,0.95, not '1'.", "--loss", "quantile", "--quantiles", "0.5,1")]
    [InlineData("not 'x'.", "--loss", "quantile", "--quantiles", "0.5,x")]
    [InlineData("--quantiles is for --loss quantile, which is not given.", "--quantiles", "0.5")]
    [InlineData("--huber-delta must be above 0 and finite, not '0'.", "--loss", "huber", "--huber-delta", "0")]
    [InlineData("--huber-delta is for --loss huber.", "--loss", "absolute", "--huber-delta", "2")]
    public void WhatDoesNotFitIsWrongUsage(string message, params string[] options)
    {
        WriteData();

        Outcome outcome = Train(options);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsThatTheLossDoesNotKnowAreNamedByColumnAndRow()
    {
        File.WriteAllLines(Data, ["x,y", "1,2", "2,-3", "3,4", "4,5.5"]);

        Outcome outcome = Train("--loss", "poisson");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("has -3 in row 1; with loss poisson labels are counts of at least 0", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesHaveNoLoss()
    {
        File.WriteAllLines(Data, ["x,y", "1,a", "2,b", "3,a", "4,b"]);

        Outcome outcome = Train("--loss", "absolute");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("--loss is for numbers; the label is a class.", outcome.Error, StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private void WriteData()
    {
        var random = new Random(3);
        File.WriteAllLines(Data, Enumerable.Range(0, 200).Select(_ =>
        {
            double x = random.NextDouble();
            return FormattableString.Invariant($"{x},{(1 + (4 * x)) * (0.5 + random.NextDouble())}");
        }).Prepend("x,y"));
    }

    private Outcome Train(params string[] options) => CommandLine.Run(
        ["train", "--data", Data, "--label", "y", "--model", Model, "--hidden", "3", "--l2", "0.001", .. options]);

    private JsonElement Evaluate() => JsonDocument.Parse(
        CommandLine.Run("evaluate", "--model", Model, "--data", Data, "--json").AssertDone().Output).RootElement;
}
