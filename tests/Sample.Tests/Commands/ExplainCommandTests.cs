using System.Globalization;
using System.Text.Json;

namespace MlNetShallow.Sample.Tests.Commands;

public sealed class ExplainCommandTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    private string Output => _folder["why.tsv"];

    public void Dispose() => _folder.Dispose();

    // y = 3 a, plus 2 where place is north; b tells nothing. From the mean, place tells 1 or −1, and a three quarters of that.
    [Fact]
    public void ContributionsGoByColumnsAndAddUpToTheScore()
    {
        string data = WriteNumbers();
        Train(data, "y", "--hidden", "0");

        Outcome outcome = Explain(data, "--top", "0").AssertDone();

        Assert.Equal($"60 predictions explained: {Output}", outcome.OutputLines[0]);
        Assert.Equal(["place", "a", "b"], outcome.OutputLines[2..].Select(line => line.Split(' ')[0]));
        Line[] lines = Lines();
        Assert.Equal(["a", "b", "place"], lines.Select(line => line.Feature).Distinct().Order());
        string[] scores = Scores(data);
        Line[][] rows = ByRow(lines);
        Assert.Equal(60, rows.Length);
        foreach ((Line[] row, string score) in rows.Zip(scores))
        {
            Assert.Equal(score, row[0].Prediction);
            Assert.Equal(row[0].Score - row[0].BaselineScore, row.Sum(line => line.Contribution), 1e-4);
            Assert.Equal(
                row.OrderByDescending(line => Math.Abs(line.Contribution)).Select(line => line.Feature),
                row.Select(line => line.Feature));
        }

        // Of a straight line, 3 (a − mean a); a goes from 0 to 59 sixtieths.
        Assert.Equal(3 * (0 - (59 / 120.0)), rows[0].Single(line => line.Feature == "a").Contribution, 0.02);
        Assert.Equal(1, rows[0].Single(line => line.Feature == "place").Contribution, 0.02);
    }

    [Fact]
    public void TheLargestAreToldAndTheOthersInOneSum()
    {
        string data = WriteNumbers();
        Train(data, "y");
        Explain(data, "--top", "0", "--slots").AssertDone();
        Line[][] all = ByRow(Lines());

        Explain(data, "--top", "1", "--slots", "--force").AssertDone();
        Line[][] some = ByRow(Lines());

        Assert.Equal(
            ["a", "b", "place.north", "place.south"], all[0].Select(line => line.Feature).Order(StringComparer.Ordinal));
        foreach ((Line[] whole, Line[] few) in all.Zip(some))
        {
            Assert.Equal(2, few.Length);
            Assert.Equal(whole[0], few[0]);
            Assert.Equal("(others)", few[1].Feature);
            Assert.Equal(whole[1..].Sum(line => line.Contribution), few[1].Contribution, 1e-5);
        }
    }

    [Fact]
    public void ABaselineIsWhatRowsAreComparedWith()
    {
        string data = WriteNumbers();
        Train(data, "y");
        string one = Write("one.csv", ["a,b,place,y", File.ReadLines(data).ElementAt(5)]);

        Explain(data, "--baseline", one, "--top", "0").AssertDone();

        // Row 5 compared with itself.
        Line[] same = ByRow(Lines())[4];
        Assert.All(same, line => Assert.Equal(0, line.Contribution));
        Assert.Equal(same[0].Score, same[0].BaselineScore, 1e-5);
    }

    [Theory]
    [InlineData(2, "auc")]
    [InlineData(3, "log_loss")]
    public void ClassesAreExplainedByNameAndTheirColumnsRanked(int classes, string metric)
    {
        string data = Write("data.csv", Enumerable.Range(0, 90).Select(i => $"{i % classes},{i % 7},{"abc"[i % classes]}")
            .Prepend("x,noise,kind"));
        Train(data, "kind");
        string ranks = _folder["ranks.jsonl"];

        Outcome outcome = Explain(data, "--importances", ranks, "--permutations", "4").AssertDone();

        Assert.Equal($"2 columns ranked by {metric}: {ranks}", outcome.OutputLines[0]);
        JsonElement[] ranked = [.. File.ReadLines(ranks).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["x", "noise"], ranked.Select(item => item.GetProperty("column").GetString()!).Distinct());
        JsonElement first = ranked.First(item => item.GetProperty("metric").GetString() == "accuracy");
        Assert.InRange(first.GetProperty("mean_change").GetDouble(), -1, -0.2);
        Assert.InRange(first.GetProperty("standard_deviation").GetDouble(), 1e-4, 0.3);
        Assert.Equal(["a", "b", "c"], Lines().Select(line => line.Prediction).Append("c").Distinct().Order());
        // Of three classes the one in the middle has the mean x, which tells nothing beside itself.
        Assert.All(
            ByRow(Lines()).Where(row => classes == 2 || row[0].Prediction != "b"), row => Assert.Equal("x", row[0].Feature));
    }

    [Fact]
    public void ARowWithoutANumberHasNothingToExplain()
    {
        string data = Write("data.csv", Enumerable.Range(0, 40).Select(i => $"{(i == 3 ? "" : i)},{2 * i}").Prepend("x,y"));
        Train(data, "y", "--missing", "skip");

        Outcome outcome = Explain(data);

        Assert.StartsWith("1 rows have no prediction", outcome.AssertDoneWithErrors(), StringComparison.Ordinal);
        Assert.Equal($"39 predictions explained: {Output}", outcome.OutputLines[0]);
        Assert.Equal("4\t\t\t\t\t", File.ReadLines(Output).Single(line => line.StartsWith("4\t", StringComparison.Ordinal)));
    }

    [Fact]
    public void PicturesAreExplainedByPixels()
    {
        CommandLine.Run("explain", "--model", sets.Model, "--data", sets.Test, "--output", Output, "--top", "3").AssertDone();

        Line[][] rows = ByRow(Lines());
        Assert.Equal(16, rows.Length);
        foreach (Line[] row in rows)
        {
            Assert.Equal(4, row.Length);
            Assert.Matches("^x (1[0-5]|[0-9]) y (1[0-5]|[0-9])$", row[0].Feature);
            Assert.Equal(row[0].Score > 0 ? "1" : "0", row[0].Prediction);
            Assert.Equal(row[0].Score - row[0].BaselineScore, row.Sum(line => line.Contribution), 1e-4);
        }
    }

    [Theory]
    [InlineData("explain --model m.zip --data t.csv --output o.tsv --label y", "--label is for --importances")]
    [InlineData("explain --model m.zip --data pictures --output o.tsv --slots", "--slots is not for a folder of pictures.")]
    [InlineData("explain --model m.zip --data t.csv --output o.tsv --top -1", "--top must be a whole number of at least 0")]
    public void WrongUsageIsSaid(string arguments, string said)
    {
        Outcome outcome = CommandLine.Run(arguments.Split(' '));

        Assert.Equal(Program.WrongUsage, outcome.ExitCode);
        Assert.StartsWith(said, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeExplainedFailsWithOneLine()
    {
        string data = WriteNumbers();
        Train(data, "y");

        Assert.Contains("stands for no format", CommandLine.Run(
            "explain", "--model", Model, "--data", data, "--output", _folder["o.txt"]).AssertFailed(), StringComparison.Ordinal);
        Assert.Contains("takes pictures", CommandLine.Run(
            "explain", "--model", sets.Model, "--data", data, "--output", Output).AssertFailed(), StringComparison.Ordinal);
        Assert.Contains("does not exist", CommandLine.Run(
            "explain", "--model", sets.Model, "--data", _folder["none"], "--output", Output).AssertFailed(),
            StringComparison.Ordinal);
        Assert.Contains("no column 'a'", Explain(Write("other.csv", ["b,y", "1,2"])).AssertFailed(), StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void OneFileForBothTablesIsRefusedBeforeAnythingIsWritten()
    {
        string data = WriteNumbers();
        Train(data, "y");
        string roundabout = Path.Combine(Path.GetDirectoryName(Output)!, ".", Path.GetFileName(Output));

        foreach (string same in (string[])[Output, roundabout])
        {
            Assert.Equal(
                $"error: The output '{Output}' is the file of --importances too.",
                Explain(data, "--importances", same, "--force").AssertFailed());
        }

        Assert.False(File.Exists(Output));
    }

    private string WriteNumbers() => Write("data.csv", Enumerable.Range(0, 60).Select(i => string.Create(
        CultureInfo.InvariantCulture,
        $"{i / 60.0},{i * 7 % 11},{(i % 2 == 0 ? "north" : "south")},{(3 * i / 60.0) + (i % 2 == 0 ? 2 : 0)}"))
        .Prepend("a,b,place,y"));

    private string Write(string name, IEnumerable<string> lines)
    {
        File.WriteAllLines(_folder[name], lines);
        return _folder[name];
    }

    private void Train(string data, string label, params string[] options) => CommandLine.Run(
        ["train", "--data", data, "--label", label, "--model", Model,
            .. options.Contains("--hidden") ? options : ["--hidden", "8", .. options]]);

    private Outcome Explain(string data, params string[] options)
        => CommandLine.Run(["explain", "--model", Model, "--data", data, "--output", Output, .. options]);

    private string[] Scores(string data)
    {
        string table = _folder["scores.tsv"];
        CommandLine.Run("score", "--model", Model, "--input", data, "--output", table).AssertDone();
        string[][] rows = [.. File.ReadLines(table).Select(line => line.Split('\t'))];
        return [.. rows.Skip(1).Select(row => row[Array.IndexOf(rows[0], "prediction")])];
    }

    private Line[] Lines()
    {
        string[][] rows = [.. File.ReadLines(Output).Select(line => line.Split('\t'))];
        Assert.Equal(["input", "prediction", "score", "baseline_score", "feature", "contribution"], rows[0]);
        return [.. rows.Skip(1).Select(row => new Line(row[0], row[1], Number(row[2]), Number(row[3]), row[4], Number(row[5])))];

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static Line[][] ByRow(Line[] lines) => [.. lines.GroupBy(line => line.Input).Select(row => row.ToArray())];

    private sealed record Line(
        string Input, string Prediction, double Score, double BaselineScore, string Feature, double Contribution);
}
