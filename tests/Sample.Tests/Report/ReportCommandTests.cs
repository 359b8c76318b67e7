using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Sample.Tests.Report;

public sealed class ReportCommandTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Page => _folder["page.html"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ThePageNeedsNothingElse()
    {
        Outcome outcome = Report().AssertDone();

        Assert.Equal([$"report: {Page}"], outcome.OutputLines);
        Assert.Equal(["page.html"], _folder.Entries);
        string page = File.ReadAllText(Page);
        Assert.Contains("default-src 'none'; img-src data:;", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<link|\bsrc=""(?!data:)|@import|url\(", page);
        Assert.DoesNotMatch(@"\{\{\w+\}\}", page);
        Assert.Contains("Copyright (c) 2022 Leon Sorokin", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ItsFiguresAreThoseOfEvaluate()
    {
        Report().AssertDone();
        JsonElement evaluated = JsonDocument.Parse(
            CommandLine.Run("evaluate", "--model", sets.Model, "--data", sets.Test, "--json").Output).RootElement;

        JsonElement data = Data();
        JsonElement curve = Assert.Single(data.GetProperty("told").GetProperty("curves").EnumerateArray());
        int[][] confusion = data.GetProperty("told").GetProperty("confusion").Deserialize<int[][]>()!;

        var metrics = data.GetProperty("metrics")[0].GetProperty("values").EnumerateArray()
            .ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("value").GetDouble());
        Assert.Equal(evaluated.GetProperty("accuracy").GetDouble(), metrics["accuracy"]);
        Assert.Equal(evaluated.GetProperty("auc").GetDouble(), metrics["AUC"]);
        Assert.Equal(evaluated.GetProperty("auc").GetDouble(), curve.GetProperty("auc").GetDouble(), 1e-12);
        Assert.Equal(evaluated.GetProperty("accuracy").GetDouble(), (confusion[0][0] + confusion[1][1]) / 16.0, 1e-12);
        Assert.Equal(evaluated.GetProperty("positive_recall").GetDouble(), confusion[1][1] / 8.0, 1e-12);
        Assert.Equal(confusion[1][1], curve.GetProperty("atThreshold").GetProperty("truePositives")[500].GetInt32());
        Assert.Equal("cat", curve.GetProperty("class").GetString());
        Assert.Equal(["noncat", "cat"], data.GetProperty("told").GetProperty("classes").Deserialize<string[]>()!);
    }

    [Fact]
    public void TheMistakesAreThoseOfTheScoresTheMostConfidentFirst()
    {
        Report().AssertDone();
        string table = _folder["scores.tsv"];
        CommandLine.Run("score", "--model", sets.Model, "--input", sets.Test, "--output", table).AssertDone();
        string[] expected =
        [
            .. File.ReadLines(table).Skip(1).Select(line => line.Split('\t'))
                .Where(row => row[1] == "cat" != row[0].Contains("/cat/", StringComparison.Ordinal))
                .OrderByDescending(row => Math.Abs(double.Parse(row[3], CultureInfo.InvariantCulture)))
                .Select(row => row[0]),
        ];

        JsonElement data = Data();

        Assert.NotEmpty(expected);
        JsonElement[] mistakes = [.. data.GetProperty("told").GetProperty("mistakes").EnumerateArray()];
        Assert.Equal(expected, mistakes.Select(item => item.GetProperty("name").GetString()));
        Assert.Equal(expected.Length, data.GetProperty("told").GetProperty("mistakeCount").GetInt32());
        Assert.All(mistakes, item => Assert.InRange(item.GetProperty("probability").GetDouble(), 0.5, 1));
    }

    [Fact]
    public void PicturesOfBothClassesAndOfMistakesShowWhatDecides()
    {
        Report().AssertDone();

        JsonElement[] pictures = [.. Data().GetProperty("contributions").EnumerateArray()];

        Assert.Equal(JsonValueKind.Null, Data().GetProperty("columns").ValueKind);
        Assert.InRange(pictures.Length, 1, 16);
        Assert.All(pictures, item =>
        {
            Assert.StartsWith("data:image/png;base64,", item.GetProperty("picture").GetString(), StringComparison.Ordinal);
            Assert.StartsWith("data:image/png;base64,", item.GetProperty("contributions").GetString(), StringComparison.Ordinal);
            Assert.Contains($"/{item.GetProperty("actual").GetString()}/", item.GetProperty("name").GetString());
            Assert.InRange(item.GetProperty("probability").GetDouble(), 0.5, 1);
        });
        int mistakes = Data().GetProperty("told").GetProperty("mistakeCount").GetInt32();
        Assert.Equal(
            Math.Min(mistakes, 8),
            pictures.Count(item => item.GetProperty("actual").GetString() != item.GetProperty("predicted").GetString()));
    }

    [Fact]
    public void ItKnowsHowTheModelWasTrained()
    {
        string model = _folder["m.zip"];
        string[] options = ["--optimizer", "sgd", "--hidden", "32", .. DrawnSets.Quick];
        CommandLine.Run(["train", "--data", sets.Train, "--model", model, .. options]).AssertDone();
        CommandLine.Run("report", "--model", model, "--data", sets.Test, "--output", Page).AssertDone();

        JsonElement data = Data();

        JsonElement history = data.GetProperty("history");
        Assert.Equal([1, 2, 3, 4, 5], history.GetProperty("epochs").Deserialize<int[]>()!);
        Assert.Equal(JsonValueKind.Null, history.GetProperty("validationCosts").ValueKind);
        Assert.Equal(32, data.GetProperty("weights").GetArrayLength());
        Dictionary<string, string> facts = Facts(data);
        Assert.Equal("768", facts["inputs"]);
        Assert.Equal("32", facts["hidden units"]);
        Assert.Equal("after all epochs", facts["training ended"]);
        Assert.Equal("5", facts["NumberOfEpochs"]);
        Assert.EndsWith(" (chosen)", facts["LearningRate"], StringComparison.Ordinal);
        Assert.Equal("0 is noncat, 1 is cat", facts["classes"]);
        Assert.Equal("0.5", facts["1 is predicted above the probability"]);
        Assert.Equal("8 (50.0 %)", facts["of class cat"]);
        Assert.Equal("16 × 16 pixels, Stretch", facts["brought to"]);
    }

    [Fact]
    public void TrainWritesOneWithItsOptions()
    {
        Outcome outcome = CommandLine.Run(
        [
            "train", "--data", sets.Train, "--test", sets.Test, "--model", _folder["m.zip"], "--report", Page,
            "--early-stopping", "9", .. DrawnSets.Quick,
        ]).AssertDone();

        Assert.Equal($"report: {Page}", outcome.OutputLines[^1]);
        JsonElement data = Data();
        Assert.Equal(
            ["training set", "test set"],
            data.GetProperty("metrics").EnumerateArray().Select(item => item.GetProperty("set").GetString()));
        Assert.False(data.GetProperty("data").GetProperty("isTrainingSet").GetBoolean());
        Assert.Equal(5, data.GetProperty("history").GetProperty("validationCosts").GetArrayLength());
        Dictionary<string, string> facts = Facts(data);
        Assert.Equal("9", facts["--early-stopping"]);
        Assert.Equal("relu (default)", facts["--activation"]);
        Assert.DoesNotContain("--ignore", facts.Keys);
    }

    [Fact]
    public void WithoutATestSetItSaysThatItIsOnWhatWasLearntFrom()
    {
        CommandLine.Run(
            ["train", "--data", sets.Train, "--model", _folder["m.zip"], "--report", Page, .. DrawnSets.Quick]).AssertDone();

        Assert.True(Data().GetProperty("data").GetProperty("isTrainingSet").GetBoolean());
    }

    [Fact]
    public void ALinearModelShowsItsOutputs()
    {
        string model = _folder["m.zip"];
        CommandLine.Run(["train", "--data", sets.Train, "--model", model, "--hidden", "0", .. DrawnSets.Quick]).AssertDone();

        CommandLine.Run("report", "--model", model, "--data", sets.Test, "--output", Page).AssertDone();

        JsonElement weights = Assert.Single(Data().GetProperty("weights").EnumerateArray());
        Assert.Equal("cat", weights.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, weights.GetProperty("outgoingWeight").ValueKind);
    }

    [Fact]
    public void ANameThatEndsAScriptEndsNone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names.");
        string data = _folder.AddClass("data", "cat", sets.Cats);
        _folder.AddClass("data", "{{script}}<", sets.Others);
        // The path then has </script> in it.
        Directory.CreateDirectory(_folder["data", "{{script}}<", "script><b>"]);
        foreach (string file in sets.Others)
            File.Move(_folder["data", "{{script}}<", Path.GetFileName(file)],
                _folder["data", "{{script}}<", "script><b>", Path.GetFileName(file)]);

        CommandLine.Run("report", "--model", sets.Model, "--data", data, "--output", Page).AssertDone();

        Assert.Equal(["{{script}}<", "cat"], Data().GetProperty("told").GetProperty("classes").Deserialize<string[]>()!);
        Assert.Equal(3, Regex.Count(File.ReadAllText(Page), "</script>"));
    }

    [Fact]
    public void AFileThatExistsIsNotReplacedUnasked()
    {
        File.WriteAllText(Page, "old");

        Assert.Equal($"error: The output '{Page}' exists already; --force replaces it.", Report().AssertFailed());
        Assert.Equal("old", File.ReadAllText(Page));
        Report("--force").AssertDone();
        Assert.StartsWith("<!doctype html>", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void ThatItCannotBeWrittenIsFoundBeforeTheModelIsLoaded()
    {
        string error = CommandLine.Run(
            "report", "--model", _folder["no.zip"], "--data", sets.Test, "--output", _folder["no", "page.html"]).AssertFailed();

        Assert.Contains($"The folder '{_folder["no"]}' for the output", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ThatTheReportCannotBeWrittenIsFoundBeforeTraining()
    {
        string[] files = ["--model", _folder["m.zip"], "--report", _folder["no", "page.html"]];
        string error = CommandLine.Run(["train", "--data", sets.Train, .. files, .. DrawnSets.Quick]).AssertFailed();

        Assert.Contains("does not exist", error, StringComparison.Ordinal);
        Assert.Empty(_folder.Entries);
    }

    private Outcome Report(params string[] options)
        => CommandLine.Run(["report", "--model", sets.Model, "--data", sets.Test, "--output", Page, .. options]);

    private JsonElement Data() => WrittenReport.Read(Page);

    private static Dictionary<string, string> Facts(JsonElement data)
        => data.GetProperty("facts").EnumerateArray()
            .SelectMany(table => table.GetProperty("facts").EnumerateArray())
            .ToDictionary(fact => fact.GetProperty("name").GetString()!, fact => fact.GetProperty("value").GetString()!);
}
