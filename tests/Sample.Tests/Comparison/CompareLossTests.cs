namespace MlNetShallow.Sample.Tests.Comparison;

/// <summary>compare --loss: all are measured by it, and ours are trained by it.</summary>
public sealed class CompareLossTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["data.csv"];

    private string Tsv => _folder["table.tsv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OneQuantileIsMeasuredByItsPinballLossOfTheSquaredErrorsTrainersToo()
    {
        string[] lines = Compare(["ShallowNetwork-linear", "Sdca"], "quantile", "--quantiles", "0.9").AssertDone().OutputLines;

        var table = new TsvTable(Tsv);
        Assert.Equal("mean_pinball_loss", table.Columns[3]);
        Assert.True(table.Number("ShallowNetwork-linear", "mean_pinball_loss") < 0.8 * table.Number("Sdca", "mean_pinball_loss"));
        Assert.True(table.Number("ShallowNetwork-linear", "d_squared") > table.Number("Sdca", "d_squared"));
        Assert.Contains(lines, line => line.Contains(": pinball loss ", StringComparison.Ordinal));
        int heading = Array.FindIndex(lines, line => line.StartsWith("trainer ", StringComparison.Ordinal));
        Assert.Matches("^trainer +pinball loss +D² ", lines[heading]);
        Assert.StartsWith("ShallowNetwork-linear ", lines[heading + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralQuantilesAreOursAlone()
    {
        string[] lines = Compare([], "quantile", "--quantiles", "0.1,0.9").AssertDone().OutputLines;

        var table = new TsvTable(Tsv);
        Assert.Equal(["ShallowNetwork", "ShallowNetwork-linear", "ShallowNetwork-course"], table.Trainers);
        Assert.InRange(table.Number("ShallowNetwork", "coverage"), 0.65, 0.95);
        Assert.Contains("ML.NET's trainers are not compared: none of them gives several quantiles.", lines);
        Assert.Contains(
            "There is no trainer 'Sdca' (--only) for a regression; there are: ShallowNetwork, ShallowNetwork-linear, "
                + "ShallowNetwork-course. ML.NET's trainers are not compared: none of them gives several quantiles.",
            Compare(["Sdca"], "quantile", "--quantiles", "0.1,0.9").AssertFailed(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ALineBelowZeroHasNoDeviance()
    {
        string[] lines = Compare(["Sdca", "ShallowNetwork-linear", "LbfgsPoissonRegression"], "poisson").AssertDone().OutputLines;

        Assert.Contains("∞: it predicts numbers that are not above 0, as its loss is another.", lines);
        int heading = Array.FindIndex(lines, line => line.StartsWith("trainer ", StringComparison.Ordinal));
        Assert.Contains("deviance", lines[heading], StringComparison.Ordinal);
        Assert.Matches("^Sdca +∞ ", lines[heading + 3]);
        // The same likelihood, though ours has another penalty.
        var table = new TsvTable(Tsv);
        Assert.Equal(
            table.Number("LbfgsPoissonRegression", "mean_poisson_deviance"),
            table.Number("ShallowNetwork-linear", "mean_poisson_deviance"),
            0.2 * table.Number("LbfgsPoissonRegression", "mean_poisson_deviance"));
    }

    [Fact]
    public void ClassesHaveNoLoss()
    {
        File.WriteAllLines(Data, ["x,y", "1,a", "2,b", "3,a", "4,b"]);

        Assert.Contains(
            "--loss is for numbers; the label is a class.",
            CommandLine.Run("compare", "--data", Data, "--label", "y", "--loss", "poisson").AssertFailed(),
            StringComparison.Ordinal);
        Assert.Contains(
            "--huber-delta is for --loss huber, which is not given.",
            CommandLine.Run("compare", "--data", Data, "--label", "y", "--huber-delta", "2").Error,
            StringComparison.Ordinal);
    }

    private Outcome Compare(string[] only, string loss, params string[] more)
    {
        var random = new Random(3);
        File.WriteAllLines(Data, Enumerable.Range(0, 150).Select(i =>
        {
            double x = random.NextDouble();
            // Nearly as skewed as an exponential distribution.
            int label = (int)(Math.Exp(4 * x) * -Math.Log(1 - random.NextDouble()));
            return FormattableString.Invariant($"{x},{label}");
        }).Prepend("x,y"));
        return CommandLine.Run(
            ["compare", "--data", Data, "--label", "y", "--folds", "2", "--output", Tsv, "--force", "--loss", loss, .. more,
             .. only.Length > 0 ? (string[])["--only", .. only] : []]);
    }
}
