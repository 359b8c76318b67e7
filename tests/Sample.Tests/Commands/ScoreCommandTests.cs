using System.Globalization;

namespace MlNetShallow.Sample.Tests.Commands;

public sealed class ScoreCommandTests(DrawnSets sets) : IDisposable
{
    private const string Header = "input\tpredicted_label\tprobability\tscore\terror";

    private readonly TemporaryFolder _folder = new();

    private string Table => _folder["scores.tsv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderGivesALineForEachPicture()
    {
        Outcome outcome = Score(sets.Test).AssertDone();

        Assert.Equal([$"16 of 16 pictures scored: {Table}"], outcome.OutputLines);
        string[] lines = File.ReadAllLines(Table);
        Assert.Equal(Header, lines[0]);
        string[][] rows = [.. lines[1..].Select(line => line.Split('\t'))];
        Assert.Equal(
            Directory.GetFiles(sets.Test, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
            rows.Select(row => row[0]));
        foreach (string[] row in rows)
        {
            Assert.Equal(5, row.Length);
            float score = float.Parse(row[3], CultureInfo.InvariantCulture);
            Assert.Equal(score > 0 ? "cat" : "noncat", row[1]);
            Assert.Equal(1 / (1 + Math.Exp(-score)), double.Parse(row[2], CultureInfo.InvariantCulture), 1e-6);
            Assert.Equal(row[3], score.ToString("R", CultureInfo.InvariantCulture));
            Assert.Equal("", row[4]);
        }
    }

    [Fact]
    public void ASinglePictureHasTheScoreThatItHasAmongOthers()
    {
        Score(sets.Train).AssertDone();
        string among = Assert.Single(File.ReadLines(Table), line => line.StartsWith(sets.Cats[3], StringComparison.Ordinal));

        Score(sets.Cats[3], "--force").AssertDone();

        Assert.Equal([Header, among], File.ReadAllLines(Table));
    }

    [Fact]
    public void APictureThatCannotBeReadBecomesARowWithItsError()
    {
        string input = _folder.AddClass("input", "cat", sets.Cats[0], sets.Cats[1]);
        byte[] whole = File.ReadAllBytes(sets.Cats[0]);
        File.WriteAllBytes(_folder["input", "cat", "half.png"], whole[..(whole.Length / 2)]);
        File.WriteAllBytes(_folder["input", "cat", "nothing.bmp"], []);
        File.WriteAllText(_folder["input", "text.JPG"], "two\nlines");

        Outcome outcome = Score(input);

        Assert.Equal(
            $"3 of 5 pictures could not be scored; the column 'error' of {Table} says why.", outcome.AssertDoneWithErrors());
        Assert.Equal([$"2 of 5 pictures scored: {Table}"], outcome.OutputLines);
        string[][] rows = [.. File.ReadLines(Table).Skip(1).Select(line => line.Split('\t'))];
        Assert.Equal(
            [Path.GetFileName(sets.Cats[0]), Path.GetFileName(sets.Cats[1]), "half.png", "nothing.bmp", "text.JPG"],
            rows.Select(row => Path.GetFileName(row[0])));
        Assert.All(rows[..2], row => Assert.NotEqual("", row[1]));
        Assert.All(rows[2..], row => Assert.Equal(["", "", ""], row[1..4]));
        Assert.StartsWith(
            $"The picture '{_folder["input", "cat", "half.png"]}' cannot be read: it is ", rows[2][4], StringComparison.Ordinal);
        Assert.Equal(
            $"The picture '{_folder["input", "cat", "nothing.bmp"]}' cannot be read: "
            + "it is empty, or a pipe, a socket or a device.",
            rows[3][4]);
        Assert.Equal(
            $"The picture '{_folder["input", "text.JPG"]}' cannot be read: it is not a PNG, JPEG, BMP or WebP.", rows[4][4]);
    }

    [Fact]
    public void APipeAmongThePicturesIsARowWithItsError()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes are no files there.");
        string input = _folder.AddClass("input", "cat", sets.Cats[0]);
        string pipe = _folder["input", "cat", "zz.png"];
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            made.WaitForExit();

        Outcome outcome = Score(input);

        Assert.Equal(
            $"1 of 2 pictures could not be scored; the column 'error' of {Table} says why.", outcome.AssertDoneWithErrors());
        Assert.EndsWith(
            $"The picture '{pipe}' cannot be read: it is empty, or a pipe, a socket or a device.",
            File.ReadLines(Table).Last(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ANameCannotBreakTheTable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No file name on Windows holds a tab or a line break.");
        File.Copy(sets.Cats[0], _folder["a\tb\n\\c.png"]);

        Score(_folder["a\tb\n\\c.png"]).AssertDone();

        string[] lines = File.ReadAllLines(Table);
        Assert.Equal(2, lines.Length);
        Assert.Equal(_folder[@"a\tb\n\\c.png"], lines[1].Split('\t')[0]);
    }

    [Fact]
    public void AnExistingTableIsReplacedOnlyWhenAskedFor()
    {
        File.WriteAllText(Table, "precious");

        Assert.Equal($"error: The output '{Table}' exists already; --force replaces it.", Score(sets.Test).AssertFailed());
        Assert.Equal("precious", File.ReadAllText(Table));
        Score(sets.Test, "--force").AssertDone();
        Assert.Equal(Header, File.ReadLines(Table).First());
        Assert.Equal(["scores.tsv", "scores.tsv.manifest.json"], _folder.Entries);
    }

    [Fact]
    public void WhatIsMissingIsSaid()
    {
        string empty = Directory.CreateDirectory(_folder["empty"]).FullName;

        Assert.Equal($"error: The input '{_folder["no"]}' does not exist.", Score(_folder["no"]).AssertFailed());
        Assert.Equal($"error: There are no pictures to score in '{empty}'.", Score(empty).AssertFailed());
        Assert.Equal(
            $"error: The model '{_folder["no.zip"]}' does not exist.",
            CommandLine.Run("score", "--model", _folder["no.zip"], "--input", sets.Test, "--output", Table).AssertFailed());
        Assert.Equal(["empty"], _folder.Entries);
    }

    [Fact]
    public void StoppedItLeavesNothing()
    {
        Outcome outcome = CommandLine.RunStopped(
            "score", "--model", sets.Model, "--input", sets.Test, "--output", Table);

        Assert.Equal("error: Stopped before the end; nothing more is written.", outcome.AssertFailed());
        Assert.Empty(_folder.Entries);
    }

    private Outcome Score(string input, params string[] options)
        => CommandLine.Run(["score", "--model", sets.Model, "--input", input, "--output", Table, .. options]);
}
