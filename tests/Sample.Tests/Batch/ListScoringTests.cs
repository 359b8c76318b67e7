using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Sample.Tests.Batch;

/// <summary>Lists of pictures, and what they become in the output.</summary>
public sealed class ListScoringTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ColumnsBesideThePathsArePassedOn()
    {
        string list = _folder["list.csv"];
        File.WriteAllText(list, $"id,picture,\"a, b\"\n7,{sets.Cats[0]},\"x \"\"y\"\"\"\n8,missing.png,\n");

        string said = Score(list, "out.csv", "--path-column", "picture").AssertDoneWithErrors();

        Assert.StartsWith("1 of 2 pictures could not be scored", said, StringComparison.Ordinal);
        ReadTable table = ReadTable.List(_folder["out.csv"]);
        Assert.Equal(["input", "id", "a, b", "predicted_label", "probability", "score", "error"], table.Columns);
        Assert.Equal([sets.Cats[0], "7", "x \"y\""], table.Rows[0][..3]);
        Assert.Equal(["missing.png", "8", "", "", "", "", "The picture 'missing.png' does not exist."], table.Rows[1]);
        Assert.Equal(2, table.Rows.Length);
    }

    /// <summary>For schedulers that take all but 0 for a failure.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void TheExitCodeOfErrorsCanBeChosen(int code)
    {
        string list = _folder["list.txt"];
        File.WriteAllLines(list, [sets.Cats[0], "missing.png"]);

        Outcome outcome = Score(list, "out.csv", "--errors-exit-code", $"{code}");
        Outcome again = Score(list, "out.csv", "--errors-exit-code", $"{code}", "--resume");
        Outcome failed = Score(list, "no/out.csv", "--errors-exit-code", $"{code}");

        Assert.Equal((code, code, Program.Failed), (outcome.ExitCode, again.ExitCode, failed.ExitCode));
        Assert.StartsWith("1 of 2 pictures could not be scored", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListsAndStandardInputGiveTheSame()
    {
        string[] paths = [sets.Cats[2], sets.Others[1], sets.Cats[0]];
        File.WriteAllLines(_folder["a.txt"], ["", .. paths, ""]);
        File.WriteAllLines(_folder["b.tsv"], ["path", .. paths]);
        File.WriteAllText(_folder["c"], string.Join("\r\n", paths));
        foreach (string list in (string[])["a.txt", "b.tsv", "c"])
            Score(_folder[list], list + ".jsonl").AssertDone();
        (await CommandLine.RunProcessWith(
            string.Join('\n', paths),
            _folder.Path,
            "score", "--model", sets.Model, "--input", "-", "--output", "d.jsonl")).AssertDone();

        byte[] expected = File.ReadAllBytes(_folder["a.txt.jsonl"]);
        Assert.Equal(3, File.ReadAllLines(_folder["a.txt.jsonl"]).Length);
        Assert.All((string[])["b.tsv", "c"], list => Assert.Equal(expected, File.ReadAllBytes(_folder[list + ".jsonl"])));
        Assert.Equal(expected, File.ReadAllBytes(_folder["d.jsonl"]));
    }

    [Fact]
    public void APathThatIsMissingIsTheErrorOfItsRow()
    {
        File.WriteAllText(_folder["list.csv"], $"path\n\"\"\n{sets.Cats[0]}\n");

        string said = Score(_folder["list.csv"], "out.csv").AssertDoneWithErrors();

        Assert.StartsWith("1 of 2 pictures could not be scored", said, StringComparison.Ordinal);
        Assert.Equal(["", sets.Cats[0]], Column(_folder["out.csv"], "input"));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    public void AnyNameComesBackFromAFolderByWayOfATable(string format)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No file name on Windows holds a tab or a line break.");
        string[] names = ["a b.png", "a\tb.png", "a\nb.png", "a\r\nb.png", "\"a\",b.png", "a\\nb.png", " a.png", "ü.png"];
        Directory.CreateDirectory(_folder["in"]);
        foreach (string name in names)
            File.Copy(sets.Cats[0], _folder["in", name]);

        Score(_folder["in"], $"out.{format}").AssertDone();
        // An output is no list as it is: its columns would be there twice.
        Assert.Contains(
            "two columns named 'predicted_label'",
            Score(_folder[$"out.{format}"], "again.csv", "--path-column", "input").AssertFailed(),
            StringComparison.Ordinal);
        string[] found = [.. Column(_folder[$"out.{format}"], "input")];
        IEnumerable<string> quoted = found.Select(
            path => "\"" + path.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"");
        File.WriteAllLines(_folder["list.csv"], ["path", .. quoted]);
        Score(_folder["list.csv"], "again.csv").AssertDone();

        Assert.Equal(names.Select(name => _folder["in", name]).Order(StringComparer.Ordinal), found);
        Assert.Equal(found, Column(_folder["again.csv"], "input"));
    }

    [Fact]
    public void WhatIsNoInputOrOutputIsSaid()
    {
        File.WriteAllText(_folder["l.csv"], "name\nx.png\n");
        File.WriteAllText(_folder["x.gif"], "GIF89a");
        File.WriteAllText(_folder["empty.txt"], "\n");
        foreach ((string input, string output, string[] options, string said) in new (string, string, string[], string)[]
        {
            ("l.csv", "o.csv", [], $"The list '{_folder["l.csv"]}' has no column 'path' with the paths; its columns are: name."),
            ("x.gif", "o.csv", [],
                $"The input '{_folder["x.gif"]}' is neither a picture (png, jpg, jpeg, bmp or webp) nor a list"),
            ("empty.txt", "o.csv", [], $"There are no pictures to score in '{_folder["empty.txt"]}'."),
            ("l.csv", "o.csv", ["--glob", "*.png"], "--glob chooses files of a folder; "),
            ("empty.txt", "o.csv", ["--path-column", "a"], "--path-column names a column of a TSV, CSV or JSON Lines file; "),
            (".", "o.csv", ["--glob", "*.tga"], "There are no pictures to score in '"),
            ("l.csv", "o.xlsx", [],
                $"The extension of the output '{_folder["o.xlsx"]}' stands for no format; those that do are: tsv, csv"),
            ("l.csv", "no/o.csv", ["--path-column", "name"], $"The folder '{_folder["no"]}' for the output '"),
        })
        {
            string line = Score(_folder[input], output, options).AssertFailed();
            Assert.StartsWith($"error: {said}", line, StringComparison.Ordinal);
        }

        Assert.Equal(["empty.txt", "l.csv", "x.gif"], _folder.Entries);
    }

    [Fact]
    public void TheFormatMayBeNamed()
    {
        Score(sets.Cats[0], "scores.dat", "--format", "jsonl").AssertDone();

        Assert.StartsWith("{\"input\":\"", File.ReadAllText(_folder["scores.dat"]), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Column(string file, string name) => ReadTable.List(file)[name];

    private Outcome Score(string input, string output, params string[] options)
        => CommandLine.Run(["score", "--model", sets.Model, "--input", input, "--output", _folder[output], .. options]);
}
