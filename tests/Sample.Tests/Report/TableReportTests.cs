using System.Globalization;
using System.Text.Json;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Sample.Tests.Report;

/// <summary>Reports on models of tables.</summary>
public sealed class TableReportTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    private string Page => _folder["page.html"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARegressionShowsHowNearItComes()
    {
        string data = Write("x,y", Enumerable.Range(0, 80).Select(i => FormattableString.Invariant($"{i},{(3 * i) + (i % 5)}")));
        Train(data, "y", "--early-stopping", "5").AssertDone();

        JsonElement report = Data();

        Assert.Equal(JsonValueKind.Null, report.GetProperty("told").ValueKind);
        Assert.Equal(0, report.GetProperty("weights").GetArrayLength());
        Assert.Equal(80, report.GetProperty("residuals").GetProperty("bins").Deserialize<int[]>()!.Sum());
        float[] actual = report.GetProperty("residuals").GetProperty("actual").Deserialize<float[]>()!;
        float[] predicted = report.GetProperty("residuals").GetProperty("predicted").Deserialize<float[]>()!;
        JsonElement evaluated = JsonDocument.Parse(
            CommandLine.Run("evaluate", "--model", Model, "--data", data, "--json").Output).RootElement;
        Assert.Equal(
            evaluated.GetProperty("mean_absolute_error").GetDouble(),
            actual.Zip(predicted, (label, score) => Math.Abs((double)label - score)).Average(),
            1e-4);

        await AssertTidy(390);
        await AssertTidy(1280);
    }

    // What --importances of explain says of the same rows, with the same seed.
    [Fact]
    public async Task ColumnsAreRankedByWhatIsLostWithoutThem()
    {
        string data = Write("x,noise,y", Enumerable.Range(0, 80).Select(i => $"{i},{i * 7 % 13},{3 * i}"));
        Train(data, "y").AssertDone();
        string ranks = _folder["ranks.tsv"], why = _folder["why.tsv"];
        CommandLine.Run(
            "explain", "--model", Model, "--data", data, "--output", why, "--importances", ranks).AssertDone();
        string[][] told = [.. File.ReadLines(ranks).Select(line => line.Split('\t')).Where(row => row[1] == "r_squared")];

        JsonElement columns = Data().GetProperty("columns");

        Assert.Equal("R² lost", columns.GetProperty("metric").GetString());
        JsonElement[] items = [.. columns.GetProperty("columns").EnumerateArray()];
        Assert.Equal(["x", "noise"], items.Select(item => item.GetProperty("name").GetString()));
        Assert.Equal(told.Select(row => row[0]), items.Select(item => item.GetProperty("name").GetString()));
        foreach ((string[] row, JsonElement item) in told.Zip(items))
        {
            Assert.Equal(-double.Parse(row[2], CultureInfo.InvariantCulture), item.GetProperty("mean").GetDouble(), 1e-5);
            Assert.Equal(double.Parse(row[3], CultureInfo.InvariantCulture), item.GetProperty("deviation").GetDouble(), 1e-5);
        }

        await AssertTidy(390);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ClassesHaveTheirCurvesAndTheRowsThatWereMistaken(int classes)
    {
        // One row in ten says another class than its number does; one has no number, and so no score.
        string data = Write("x,name", Enumerable.Range(0, 90).Select(
            i => $"{(i == 7 ? "" : i % classes)},{"abc"[(i + (i % 10 == 3 ? 1 : 0)) % classes]}"));
        Train(data, "name", "--missing", "skip");

        Outcome outcome = CommandLine.Run("report", "--model", Model, "--data", data, "--output", Page, "--force");

        Assert.Equal($"report: {Page}", outcome.OutputLines[0]);
        Assert.Equal("1 of 90 rows lacks a number (x 1); left out, as the model does not fill it in.", outcome.Error.Trim());
        JsonElement report = Data(), told = report.GetProperty("told");
        JsonElement evaluated = JsonDocument.Parse(
            CommandLine.Run("evaluate", "--model", Model, "--data", data, "--json").Output).RootElement;
        int[][] confusion = told.GetProperty("confusion").Deserialize<int[][]>()!;
        Assert.Equal(89, confusion.Sum(row => row.Sum()));
        Assert.Equal(
            evaluated.GetProperty("accuracy").GetDouble(),
            Enumerable.Range(0, classes).Sum(i => confusion[i][i]) / 89.0, 1e-12);
        Assert.Equal(classes == 2 ? 1 : 3, told.GetProperty("curves").GetArrayLength());
        // Rows 4, 14 … 84 are those that say another class.
        Assert.Equal(
            Enumerable.Range(0, 9).Select(i => $"row {(10 * i) + 4}"),
            told.GetProperty("mistakes").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)
                .OrderBy(name => int.Parse(name[4..], CultureInfo.InvariantCulture)));
        await AssertTidy(390);
    }

    [Fact]
    public void WhatIsNotForATableIsSaid()
    {
        Outcome outcome = CommandLine.Run(
            "report", "--model", "m.zip", "--data", "t.csv", "--positive", "a", "--output", "o.html");

        Assert.Equal(Program.WrongUsage, outcome.ExitCode);
        Assert.StartsWith("--positive is not for a table.", outcome.Error, StringComparison.Ordinal);
    }

    private string Write(string header, IEnumerable<string> rows)
    {
        File.WriteAllLines(_folder["data.csv"], [header, .. rows]);
        return _folder["data.csv"];
    }

    private Outcome Train(string data, string label, params string[] options) => CommandLine.Run(
    [
        "train", "--data", data, "--label", label, "--model", Model, "--report", Page, "--hidden", "8", "--epochs", "100",
        .. options,
    ]);

    private JsonElement Data() => WrittenReport.Read(Page);

    private async Task AssertTidy(int width)
    {
        Assert.SkipUnless(Browser.Missing is null, Browser.Missing ?? "");
        await browser.Open(Page, width, "light");
        await browser.AssertTidy();
    }
}
