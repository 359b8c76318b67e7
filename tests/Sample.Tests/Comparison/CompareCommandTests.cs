using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation.Reports;
using MlNetShallow.Sample.Output;
using MlNetShallow.Sample.Trainers;
using Spectre.Console;

namespace MlNetShallow.Sample.Tests.Comparison;

public sealed class CompareCommandTests(DrawnSets sets) : IClassFixture<DrawnSets>, IDisposable
{
    private static readonly string[] Ours = ["ShallowNetwork", "ShallowNetwork-linear", "ShallowNetwork-course"];

    private readonly TemporaryFolder _folder = new();

    private string Tsv => _folder["table.tsv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OfATestSetTheFiguresAreThoseOfTrainAndEvaluate()
    {
        string[] lines = Compare(["--data", sets.Train, "--test", sets.Test, "--only", .. Ours]).OutputLines;

        var table = new TsvTable(Tsv);
        Assert.Equal(
            [
                "trainer", "origin", "fits", "accuracy", "accuracy_deviation", "auc", "auc_deviation", "f1", "f1_deviation",
                "log_loss", "log_loss_deviation", "seconds_to_fit", "seconds_to_fit_deviation", "rows_per_second",
                "rows_per_second_deviation", "model_bytes", "model_bytes_deviation", "error",
            ],
            table.Columns);
        Assert.Equal(Ours, table.Trainers);
        string[] course =
        [
            "--hidden", "7", "--optimizer", "gd", "--learning-rate", "0.0075", "--epochs", "2500",
            "--initialization", "normal", "--feature-scaling", "none", "--l2", "0",
        ];
        foreach ((string trainer, string[] options) in Ours.Zip((string[][])[[], ["--hidden", "0"], course]))
        {
            string model = _folder[$"{trainer}.zip"];
            CommandLine.Run(["train", "--data", sets.Train, "--model", model, .. DrawnSets.QuickSize, .. options]).AssertDone();
            AssertSame(table, trainer, Evaluate(model, sets.Test), "accuracy", "auc", "f1", "log_loss");
            Assert.Equal(
                ("MlNetShallow", "1", "", ""),
                (table.Text(trainer, "origin"), table.Text(trainer, "fits"), table.Text(trainer, "accuracy_deviation"),
                    table.Text(trainer, "error")));
            // Each epoch's time, a number of 8 bytes, compresses as it happens to.
            int epochs = ModelFile.Load(new MLContext(), model).Parameters.History.Count;
            Assert.Equal(new FileInfo(model).Length, table.Number(trainer, "model_bytes"), 9.0 * epochs);
            Assert.True(table.Number(trainer, "seconds_to_fit") > 0 && table.Number(trainer, "rows_per_second") > 0);
        }

        double best = Ours.Max(trainer => table.Number(trainer, "accuracy"));
        Assert.StartsWith("1 is cat", lines[0], StringComparison.Ordinal);
        int heading = Array.FindIndex(lines, line => Regex.IsMatch(line, @"^trainer +accuracy +AUC +F1 +log-loss, bits +fit, s"));
        Assert.Contains(FormattableString.Invariant($"  {best:0.0000}  "), lines[heading + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void OfATableWithWordsAndGapsTheyAre()
    {
        string train = WriteTable("train.csv", rows: 120, seed: 1), test = WriteTable("test.csv", rows: 80, seed: 2);
        string model = _folder["model.zip"];

        Outcome outcome = Compare("--data", train, "--test", test, "--label", "kind", "--only", "ShallowNetwork");

        CommandLine.Run("train", "--data", train, "--label", "kind", "--model", model).AssertDone();
        AssertSame(new TsvTable(Tsv), "ShallowNetwork", Evaluate(model, test), "accuracy", "macro_accuracy", "log_loss");
        // Every tenth row has a gap.
        Assert.Contains(
            "test set: 8 of 80 rows lack a number (noise 8); the training set's mean stands in.", outcome.OutputLines);
    }

    [Fact]
    public void OfFoldsMeansAndDeviationsAreTold()
    {
        string data = WriteTable("data.csv", rows: 90, seed: 1);

        Outcome outcome = Compare(["--data", data, "--label", "size", "--folds", "3", "--only", .. Ours]);

        var table = new TsvTable(Tsv);
        foreach (string trainer in Ours)
        {
            // The lines of progress have each fold's first metric.
            double[] folds = [.. outcome.OutputLines
                .Select(line => Regex.Match(line, $@"^fold \d of 3: {trainer}: R² (\S+), fitted in \S+ s$"))
                .Where(match => match.Success)
                .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
            Assert.Equal(3, folds.Length);
            double mean = folds.Average();
            Assert.Equal(mean, table.Number(trainer, "r_squared"), 1e-4);
            Assert.Equal(
                Math.Sqrt(folds.Sum(fold => (fold - mean) * (fold - mean)) / 2),
                table.Number(trainer, "r_squared_deviation"),
                1e-3);
            Assert.Equal("3", table.Text(trainer, "fits"));
        }
    }

    [Fact]
    public async Task WithoutTheNativeLibraryOfLightGbmTheOthersAreComparedAndALineSaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is kept from loading by a library path, which is Linux's.");
        string data = WriteTable("data.csv", rows: 60, seed: 1, offset: 0);
        // In place of the library that it needs: the loader takes the first of the name.
        File.WriteAllText(_folder["libgomp.so.1"], "");
        Task<Outcome> Run(params string[] options) => CommandLine.RunProcess(
            _folder.Path,
            [("LD_LIBRARY_PATH", _folder.Path)],
            ["compare", "--data", data, "--label", "size", "--test-fraction", "0.5", "--output", Tsv, .. options]);

        Outcome all = await Run(), alone = await Run("--force", "--only", "LightGbm"), other = await Run("--force", "--only", "Sdca");

        const string Why = "LightGbm is not compared: its native library lib_lightgbm cannot be loaded on this machine (";
        string line = Assert.Single(
            all.AssertDone().OutputLines, line => line.StartsWith("LightGbm", StringComparison.Ordinal));
        Assert.StartsWith(Why, line, StringComparison.Ordinal);
        Assert.Contains($". {Why}", alone.AssertFailed(), StringComparison.Ordinal);
        Assert.DoesNotContain("LightGbm", other.AssertDone().Output, StringComparison.Ordinal);
        Assert.Contains(all.OutputLines, line => line.StartsWith("FastTree ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("flag", "LbfgsLogisticRegression", "FastTree", "LightGbm", "Gam", "LinearSvm")]
    [InlineData("kind", "SdcaMaximumEntropy", "OneVersusAll(FastTree)", "LightGbm", "OneVersusAll(Gam)", "NaiveBayes")]
    [InlineData("size", "Sdca", "FastTree", "LightGbm", "Gam", "OnlineGradientDescent")]
    public void BuiltInTrainersOfATaskGetTheSameTable(string label, params string[] some)
    {
        Assert.SkipWhen(BuiltInTrainers.WhyMissing is not null, BuiltInTrainers.WhyMissing ?? "");
        string data = WriteTable("data.csv", rows: 120, seed: 1, offset: 0);

        Compare("--data", data, "--label", label, "--folds", "2");

        var table = new TsvTable(Tsv);
        Assert.Empty(some.Concat(Ours).Except(table.Trainers));
        Assert.All(table.Trainers, trainer => Assert.Equal("", table.Text(trainer, "error")));
        Assert.All(table.Trainers, trainer => Assert.Equal("2", table.Text(trainer, "fits")));
        // Its margins are no probabilities.
        Assert.All(some[^1..], trainer => Assert.True(label == "size" || table.Text(trainer, "log_loss") == ""));
        // The label follows from a number so clearly that any of these must have seen it.
        string main = label == "size" ? "r_squared" : "accuracy";
        Assert.All(some[..^1], trainer => Assert.InRange(table.Number(trainer, main), 0.7, 1));
    }

    [Fact]
    public void ABuiltInTrainerThatFailsKeepsNoOtherFromItsFigures()
    {
        // Poisson regression takes no negative label.
        string data = WriteTable("data.csv", rows: 60, seed: 1, offset: -5);

        Outcome outcome = CommandLine.Run(
            "compare", "--data", data, "--label", "size", "--folds", "2", "--output", Tsv,
            "--only", "LbfgsPoissonRegression", "ShallowNetwork-linear", "Sdca");

        Assert.Equal(Program.DoneWithErrors, outcome.ExitCode);
        var table = new TsvTable(Tsv);
        Assert.Contains("negative", table.Text("LbfgsPoissonRegression", "error"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("0", "2", "2"), (
            table.Text("LbfgsPoissonRegression", "fits"), table.Text("Sdca", "fits"),
            table.Text("ShallowNetwork-linear", "fits")));
    }

    [Fact]
    public void MarkdownAndHtmlHaveTheTableThatIsPrinted()
    {
        string odd = WriteTable("a|b<c>.csv", rows: 60, seed: 1);
        string[] arguments = ["compare", "--data", odd, "--label", "flag", "--test-fraction", "0.5", "--only", .. Ours];

        string[] printed = CommandLine.Run([.. arguments, "--output", _folder["t.md"]]).AssertDone().OutputLines;
        CommandLine.Run([.. arguments, "--output", _folder["t.html"]]).AssertDone();

        string[] lines = File.ReadAllLines(_folder["t.md"]);
        Assert.Equal("| trainer | accuracy | AUC | F1 | log-loss, bits | fit, s | rows/s | model, kB |", lines[0]);
        Assert.Equal("|---|---:|---:|---:|---:|---:|---:|---:|", lines[1]);
        int heading = Array.FindIndex(printed, line => line.StartsWith("trainer ", StringComparison.Ordinal));
        for (int i = 0; i < Ours.Length; i++)
        {
            string[] cells = Regex.Split(printed[heading + 1 + i], "  +");
            Assert.Equal($"| {string.Join(" | ", cells)} |", lines[2 + i]);
        }

        Assert.Contains(@"a\|b\<c\>.csv", File.ReadAllText(_folder["t.md"]), StringComparison.Ordinal);
        string html = File.ReadAllText(_folder["t.html"]);
        var page = XDocument.Parse(html);
        Assert.Equal(Ours.Order(), page.Descendants("tbody").Elements("tr").Select(row => row.Elements().First().Value).Order());
        Assert.All(page.Descendants("tr"), row => Assert.Equal(8, row.Elements().Count()));
        Assert.Contains(page.Descendants("li"), note => note.Value.Contains("a|b<c>.csv", StringComparison.Ordinal));
        // Nothing is fetched.
        Assert.DoesNotMatch("(?i)(src|href|url|@import)", html);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void OnATerminalNothingIsWiderThanIt(int width)
    {
        using StringWriter output = new(), error = new(), drawn = new();
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(drawn),
        });
        terminal.Profile.Width = width;

        int exitCode = Program.Run(
            [
                "compare", "--data", WriteTable("data.csv", rows: 60, seed: 1), "--label", "flag",
                "--folds", "2", "--only", .. Ours,
            ],
            new Screen(output, error, terminal),
            TestContext.Current.CancellationToken);

        Assert.Equal(Program.Done, exitCode);
        string text = Regex.Replace(drawn.ToString(), @"\x1b\[[0-9;?]*[A-Za-z]", "");
        Assert.All(text.Split('\n', '\r'), line => Assert.InRange(line.Length, 0, width));
        Assert.DoesNotContain("fold 1 of 2", output.ToString(), StringComparison.Ordinal);
        if (width < 200)
            Assert.Matches(@"\nShallowNetwork[-a-z]*\r?\n  accuracy [01]", output.ToString());
        else
            Assert.Matches(@"│ ShallowNetwork-linear +│ +[01]\.\d{4}", text);
    }

    [Theory]
    [InlineData("--folds 1", "--folds must be a whole number of at least 2, not '1'.")]
    [InlineData("--test-fraction 1", "--test-fraction must be above 0 and below 1, not '1'.")]
    [InlineData("--folds 3 --test-fraction 0.2", "--test-fraction is not for use with --folds")]
    [InlineData("--test x --folds 3", "--folds is not for use with --test")]
    [InlineData("--output table.csv", "--output must end in one of .tsv, .md, .html, not 'table.csv'.")]
    public void WrongUsageIsRefused(string options, string reason)
    {
        Outcome outcome = CommandLine.Run(["compare", "--data", sets.Train, .. options.Split(' ')]);

        Assert.Equal(Program.WrongUsage, outcome.ExitCode);
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flag", "--folds 40", "There are 30 examples of class 'no'; --folds 40 needs at least 40 of each class.")]
    [InlineData("size", "--folds 61", "There are 60 rows to learn from; --folds 61 needs at least 61.")]
    [InlineData("flag", "--only Forest", "There is no trainer 'Forest' (--only) for two classes; there are: ShallowNetwork,")]
    [InlineData("one", "", "has 'same' in all rows.")]
    public void WhatCannotBeComparedIsSaid(string label, string options, string reason)
    {
        string data = WriteTable("data.csv", rows: 60, seed: 1, gaps: false);

        string line = CommandLine.Run(
            [
                "compare", "--data", data, "--label", label, .. label == "one" ? (string[])["--task", "binary"] : [],
                .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ]).AssertFailed();

        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    [Fact]
    public void ATestSetWithoutOneOfTwoClassesIsRefused()
    {
        string test = _folder["test.csv"];
        string data = WriteTable("data.csv", rows: 60, seed: 1, gaps: false);
        File.WriteAllLines(test, [File.ReadLines(data).First(), .. File.ReadLines(data).Where(line => line.Contains(",yes,"))]);

        string line = CommandLine.Run("compare", "--data", data, "--label", "flag", "--test", test).AssertFailed();

        Assert.Contains("The test set has no example of class 'no'", line, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatExistsIsReplacedByForceAlone()
    {
        File.WriteAllText(Tsv, "mine");
        string[] arguments = ["compare", "--data", sets.Train, "--output", Tsv, "--only", "ShallowNetwork-linear", "--folds", "2"];

        Assert.Contains("--force replaces it", CommandLine.Run(arguments).AssertFailed(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Tsv));
        CommandLine.Run([.. arguments, .. DrawnSets.QuickSize, "--force"]).AssertDone();
        Assert.Equal(["ShallowNetwork-linear"], new TsvTable(Tsv).Trainers);
    }

    [Fact]
    public void StoppedBeforeAnythingIsDoneItWritesNothing()
    {
        Outcome outcome = CommandLine.RunStopped("compare", "--data", sets.Train, "--output", Tsv);

        Assert.Contains("Stopped before the end", outcome.AssertFailed(), StringComparison.Ordinal);
        Assert.Empty(_folder.Entries);
    }

    private Outcome Compare(params string[] arguments)
    {
        bool isOfPictures = arguments.Contains(sets.Train);
        return CommandLine.Run(
            ["compare", "--output", Tsv, .. isOfPictures ? DrawnSets.QuickSize : [], .. arguments]).AssertDone();
    }

    private static JsonElement Evaluate(string model, string data)
        => JsonDocument.Parse(CommandLine.Run("evaluate", "--model", model, "--data", data, "--json").Output).RootElement;

    private static void AssertSame(TsvTable table, string trainer, JsonElement metrics, params string[] names)
    {
        foreach (string name in names)
            Assert.Equal(metrics.GetProperty(name).GetDouble(), table.Number(trainer, name), 1e-12);
    }

    /// <summary>A table whose columns flag, kind and size follow from the number x, with a little noise.</summary>
    private string WriteTable(string name, int rows, int seed, double offset = 100, bool gaps = true)
    {
        var random = new Random(seed);
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(i =>
        {
            // Half of the rows are of each flag, a third of each kind.
            double x = (i + 0.5) / rows;
            string flag = x > 0.5 ? "yes" : "no", kind = x < 1.0 / 3 ? "low" : x < 2.0 / 3 ? "middle" : "high";
            string gap = gaps && i % 10 == 3 ? "" : Number(random.NextDouble());
            return $"{Number((4 * x) - 2)},{gap},{(i % 2 == 0 ? "east" : "west")},{flag},{kind},"
                + $"{Number(offset + (3 * x) + (0.1 * random.NextDouble()))},same";
        });
        string path = _folder[name];
        File.WriteAllLines(path, ["x,noise,place,flag,kind,size,one", .. lines.OrderBy(_ => random.Next())]);
        return path;

        static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}
