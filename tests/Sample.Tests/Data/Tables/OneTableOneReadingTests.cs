using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Inputs;
using MlNetShallow.Data.Tables;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Sample.Tests.Data.Tables;

/// <summary>A file has the same rows whichever command reads it, and the same errors.</summary>
public sealed class OneTableOneReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The file's name, its text, whether it means the same as a list, and the notes of its rows as they are meant; the
    /// numbers of the rows are 1, 2, ...</summary>
    public static TheoryData<string, string, bool, string[]> Tables { get; } = new()
    {
        { "t.csv", "note,x,y\na,1,u\nb,2,v\nc,3,u\n", true, ["a", "b", "c"] },
        { "t.csv", "\uFEFFnote,x,y\r\na,1,u\r\nb,2,v\r\nc,3,u", true, ["a", "b", "c"] },
        { "t.tsv", "\uFEFFnote\tx\ty\r\na\t1\tu\r\nb\t2\tv\r\nc\t3\tu", true, ["a", "b", "c"] },
        { "t.csv", "note,x,y\ra,1,u\rb,2,v\r", true, ["a", "b"] },
        { "t.csv", "\n\nnote,x,y\n\na,1,u\n\r\nb,2,v\n\n\n", true, ["a", "b"] },
        { "t.csv", "note,x,y\n//a,1,u\n#b,2,v\n// c,3,u\n#@ d,4,v\n", true, ["//a", "#b", "// c", "#@ d"] },
        { "t.tsv", "note\tx\ty\n//a\t1\tu\n#b\t2\tv\n// c\t3\tu\n", true, ["//a", "#b", "// c"] },
        { "t.csv", "note,x,y\n\"a\nb\",1,u\n\"c\r\n\r\nd\",2,v\n\"\n\",3,u\n", true, ["a\nb", "c\r\n\r\nd", "\n"] },
        { "t.csv", "note,x,y\n\"//a\n//b\",1,u\n\"#\n\",2,v\n", true, ["//a\n//b", "#\n"] },
        { "t.csv", "note,x,y\n\"a,b\tc\",\"1\",\"u\"\n\"\"\"\",2,v\n\"x \"\"y\"\"\",3,u\n", true, ["a,b\tc", "\"", "x \"y\""] },
        { "t.csv", "note,x,y\n,1,u\n\"\",2,v\nü €,3,u\n", true, ["", "", "ü €"] },
        { "t.csv", "note,x,y,\na,1,u,\nb,2,v, \n", true, ["a", "b"] },
        { "t.csv", "note,x,y\nC:\\new,1,u\n\"\\\"\"\",2,v\n", true, [@"C:\new", "\\\""] },
        { "t.csv", "note , x,y\n a, 1,u\n b  ,2 , v\n \" c \" ,3,u\n", false, ["a", "b  ", " c "] },
        { "t.tsv", "note\tx\ty\n\"a\t1\tu\nb \"c\"\t2\tv\n\"\"\t3\tu\n", true, ["\"a", "b \"c\"", "\"\""] },
        { "t.tsv", "note\tx\ty\nC:\\new\\table\t1\tu\n\\\\\t2\tv\n", false, [@"C:\new\table", @"\\"] },
    };

    public static TheoryData<string, string, string> Faults { get; } = new()
    {
        { "t.csv", "note,x,y\na,1,u\nb,2\n", "Row 2 (line 3) of '{0}' has 2 fields, the header 3: 'b,2'." },
        { "t.csv", "note,x,y\na,1,u\n\nb,2,v,w\n", "Row 2 (line 4) of '{0}' has 4 fields, the header 3: 'b,2,v,w'." },
        { "t.tsv", "note\tx\ty\n\"a\tb\"\t1\tu\n", "Row 1 (line 2) of '{0}' has 4 fields, the header 3: '\"a\\tb\"\\t1\\tu'." },
        { "t.csv", "note,x,y,x\na,1,u,2\n", "The table '{0}' has two columns named 'x'." },
        { "t.csv", "note,,x,y\na,1,2,u\n", "Column 2 of '{0}' has no name in the header." },
        { "t.csv", "note,x,y,\na,1,u,\nb,2,v,7\n",
            "Row 2 (line 3) of '{0}' has '7' in column 4, which has no name in the header." },
        { "t.csv", "note,x,y\n5\" pipe,1,u\n",
            "The table '{0}' is no CSV in line 2, field 1: a quote stands where none may be, or one is missing: "
            + "'5\" pipe,1,u\\n'." },
        { "t.csv", "note,x,y\na,1,u\n\"b,2,v\n",
            "The table '{0}' is no CSV in line 3, field 1: a quote stands where none may be, or one is missing: '\"b,2,v\\n'." },
        { "t.csv", "note,x,y\n", "The table '{0}' has a header but no rows." },
    };

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Tables))]
    public void AllCommandsFindTheSameRows(string name, string text, bool isList, string[] notes)
    {
        string file = Write(name, text);
        string[] numbers = [.. Enumerable.Range(1, notes.Length).Select(number => $"{number}")];

        ReadTable read = ReadTable.Data(file);
        Assert.Equal(notes, read["note"]);
        var table = Table.Open(new MLContext(), file, TestContext.Current.CancellationToken);
        IDataView rows = table.Load([TableColumn.Number("x"), TableColumn.Text("note")]);
        Assert.Equal(notes, rows.GetColumn<ReadOnlyMemory<char>>("note").Select(note => note.ToString()));
        Assert.Equal(numbers, rows.GetColumn<float>("x").Select(number => $"{number}"));
        Assert.Equal(notes.Length, table.Rows);

        Assert.Contains($"training set: {notes.Length} rows in {file}", Train(file).AssertDone().OutputLines);
        string json = CommandLine.Run("evaluate", "--model", Model, "--data", file, "--json").AssertDone().Output;
        Assert.Equal(notes.Length, JsonDocument.Parse(json).RootElement.GetProperty("examples").GetInt32());
        ReadTable scores = Score(file);
        Assert.Equal(notes, scores["note"]);
        Assert.Equal(read["x"], scores["x"]);
        Assert.Equal(numbers, scores["input"]);
        Assert.All(scores["error"], error => Assert.Equal("", error));

        if (isList)
        {
            InputItem[] listed = [.. new PathTable(file, "note").List()];
            Assert.Equal(notes, listed.Select(item => item.Name));
            Assert.Equal(numbers, listed.Select(item => item.Fields[0]));
        }
    }

    [Fact]
    public void SoTheyDoWithALongField()
        => AllCommandsFindTheSameRows(
            "t.csv", $"note,x,y\n\"{new string('l', 200_000)}\n\",1,u\n,2,v\n", true, [new string('l', 200_000) + "\n", ""]);

    [Theory, MemberData(nameof(Faults))]
    public void AllCommandsFindTheSameFault(string name, string text, string said)
    {
        Train(Write("model.csv", "note,x,y\na,1,u\nb,2,v\nc,3,u\n")).AssertDone();
        string file = Write(name, text), expected = "error: " + said.Replace("{0}", file, StringComparison.Ordinal);

        Assert.Equal(expected, Train(file).AssertFailed());
        foreach (string[] command in (string[][])
        [
            ["evaluate", "--model", Model, "--data", file],
            ["report", "--model", Model, "--data", file, "--output", _folder["r.html"]],
            ["compare", "--data", file, "--label", "y"],
            ["score", "--model", Model, "--input", file, "--output", _folder["s.csv"]],
        ])
        {
            Assert.Equal(expected, CommandLine.Run(command).AssertFailed());
        }
    }

    private string Model => _folder["model.zip"];

    private Outcome Train(string file) => CommandLine.Run(
        "train", "--data", file, "--label", "y", "--ignore", "note", "--model", Model, "--epochs", "1", "--force");

    private ReadTable Score(string file)
    {
        string output = _folder["scores.csv"];
        CommandLine.Run(
            "score", "--model", Model, "--input", file, "--output", output, "--keep", "note", "--keep", "x").AssertDone();
        return ReadTable.List(output);
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
