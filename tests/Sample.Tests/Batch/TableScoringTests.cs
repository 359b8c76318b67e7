using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Sample.Tests.Batch;

/// <summary>Rows of tables, for models that take columns.</summary>
public sealed class TableScoringTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    private string Output => _folder["scores.csv"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("binary", "predicted_label,probability,score")]
    [InlineData("classes", "predicted_label,probability,probability_high,probability_low,probability_middle")]
    [InlineData("number", "prediction")]
    public void ScoresAreThoseOfTransform(string task, string columns)
    {
        Train(task);
        string table = Write("rows.csv", "note,x2,x1", i => $"\"n, {i}\",{X2(i)},{X1(i)}");

        Score(table, "--keep", "note").AssertDone();

        Row[] expected = Transform(task);
        ReadTable scores = ReadTable.List(Output);
        Assert.Equal($"input,note,{columns},error", string.Join(',', scores.Columns));
        for (int i = 0; i < expected.Length; i++)
        {
            string[] fields = scores.Rows[i];
            Assert.Equal([$"{i + 1}", $"n, {i}"], fields[..2]);
            Assert.Equal("", fields[^1]);
            if (task == "number")
            {
                Assert.Equal(expected[i].Scores[0], Number(fields[2]));
                continue;
            }

            Assert.Equal(expected[i].Class, fields[2]);
            Assert.Equal(expected[i].Probability, Number(fields[3]));
            Assert.Equal(expected[i].Scores, fields[4..^1].Select(Number));
        }

        Assert.Equal(expected.Length, scores.Rows.Length);
    }

    [Fact]
    public void ARowWithWhatIsNoNumberHasAnError()
    {
        Train("binary");
        string table = Write("rows.tsv", "x1\tx2", i => i == 1 ? "1\tabc" : i == 2 ? "NA\t2" : $"{X1(i)}\t{X2(i)}");

        Outcome outcome = Score(table);

        Assert.Equal(
            $"1 of 60 rows could not be scored; the column 'error' of {Output} says why.", outcome.AssertDoneWithErrors());
        Assert.Equal("1 of 60 rows lacks a number; the model fills it in.", outcome.OutputLines[^1]);
        string[] lines = File.ReadAllLines(Output);
        Assert.Equal("2,,,,\"The column 'x2' holds 'abc', which is no number.\"", lines[2]);
        string[] filledIn = lines[3].Split(',');
        Assert.Equal(("3", ""), (filledIn[0], filledIn[^1]));
        Assert.All(filledIn[2..^1], field => Assert.True(float.IsFinite(Number(field))));
    }

    [Fact]
    public void ShardsOfATableMakeTheWhole()
    {
        Train("number");
        string table = Write("rows.csv", "x1,x2", i => $"{X1(i)},{X2(i)}");
        Score(table).AssertDone();
        foreach (string shard in (string[])["1/2", "2/2"])
            Assert.Equal(0, Run(table, _folder["part.csv"], "--shard", shard).ExitCode);

        CommandLine.Run(
            "merge", _folder["all.csv"], _folder["part.0001-of-0002.csv"], _folder["part.0002-of-0002.csv"]).AssertDone();

        Assert.Equal(File.ReadAllBytes(Output), File.ReadAllBytes(_folder["all.csv"]));
    }

    [Fact]
    public void WhatDoesNotFitIsSaid()
    {
        Train("binary");
        string table = Write("rows.csv", "x1,y", i => $"{i},{i}"), empty = _folder["empty.csv"];
        File.WriteAllText(empty, "x1,x2\n");

        Assert.Equal(
            $"error: The table '{table}' lacks columns that the model '{Model}' takes: x2; it has x1, y.",
            Score(table).AssertFailed());
        Assert.Equal($"error: The table '{empty}' has a header but no rows.", Score(empty).AssertFailed());
        Assert.Equal(
            $"error: The table '{empty}' lacks columns that --keep names: z; it has x1, x2.",
            Score(empty, "--keep", "z").AssertFailed());
        Assert.Equal(
            $"error: The model '{Model}' takes no pictures but the columns x1, x2; wanted is a .csv, .tsv, .jsonl (or with "
            + $".gz), .parquet or .idv file with them, not '{sets.Test}'.",
            Score(sets.Test).AssertFailed());
        Assert.Equal(
            $"error: --keep is for the tables of models that take columns; '{sets.Model}' takes pictures, and all columns of a "
            + "list of them are kept.",
            CommandLine.Run("score", "--model", sets.Model, "--input", table, "--output", Output, "--keep", "x1").AssertFailed());
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void ABinaryFileIsScoredAsItsText()
    {
        Train("number");
        string text = Write("rows.csv", "x1,x2", i => $"{X1(i)},{X2(i)}"), binary = _folder["rows.idv"];
        Score(text).AssertDone();
        byte[] expected = File.ReadAllBytes(Output);
        var mlContext = new MLContext();
        using (FileStream stream = File.Create(binary))
            mlContext.Data.SaveAsBinary(mlContext.Data.LoadFromEnumerable(Inputs()), stream);

        Score(binary, "--force").AssertDone();

        Assert.Equal(expected, File.ReadAllBytes(Output));
    }

    private static string X1(int i) => (i / 7f).ToString("R", CultureInfo.InvariantCulture);

    private static string X2(int i) => (i * 37 % 60 / 60f).ToString("R", CultureInfo.InvariantCulture);

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<Input> Inputs()
        => Enumerable.Range(0, 60).Select(i => new Input { x1 = Number(X1(i)), x2 = Number(X2(i)) });

    private void Train(string task)
    {
        string data = Write("data.csv", "x1,x2,y", i => $"{X1(i)},{X2(i)},{Label(task, Number(X2(i)))}");
        CommandLine.Run("train", "--data", data, "--label", "y", "--model", Model, "--epochs", "5").AssertDone();
    }

    private static string Label(string task, float x) => task switch
    {
        "binary" => x < 0.5 ? "no" : "Yes",
        "classes" => x < 0.3 ? "low" : x < 0.7 ? "middle" : "high",
        _ => (3 * x + 1).ToString("R", CultureInfo.InvariantCulture),
    };

    private Row[] Transform(string task)
    {
        var mlContext = new MLContext();
        IDataView scored = mlContext.Model.Load(Model, out _).Transform(mlContext.Data.LoadFromEnumerable(Inputs()));
        return task switch
        {
            "binary" => [.. mlContext.Data.CreateEnumerable<BinaryRow>(scored, false, ignoreMissingColumns: true)
                .Select(row => new Row(row.PredictedLabel ? "Yes" : "no", row.Probability, [row.Score]))],
            "classes" => [.. mlContext.Data.CreateEnumerable<ClassRow>(scored, false, ignoreMissingColumns: true)
                .Select(row => new Row(row.PredictedClass, row.Score.Max(), row.Score))],
            _ => [.. mlContext.Data.CreateEnumerable<NumberRow>(scored, false, ignoreMissingColumns: true)
                .Select(row => new Row("", 0, [row.Score]))],
        };
    }

    private string Write(string name, string header, Func<int, string> row)
    {
        File.WriteAllLines(_folder[name], [header, .. Enumerable.Range(0, 60).Select(row)]);
        return _folder[name];
    }

    private Outcome Score(string input, params string[] options) => Run(input, Output, options);

    private Outcome Run(string input, string output, params string[] options)
        => CommandLine.Run(["score", "--model", Model, "--input", input, "--output", output, .. options]);

    private sealed record Row(string Class, float Probability, float[] Scores);

    private sealed class Input
    {
#pragma warning disable IDE1006 // The names of columns.
        public float x1 { get; set; }

        public float x2 { get; set; }
#pragma warning restore IDE1006
    }

    private sealed class BinaryRow
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class ClassRow
    {
        public string PredictedClass { get; set; } = "";

        public float[] Score { get; set; } = [];
    }

    private sealed class NumberRow
    {
        public float Score { get; set; }
    }
}
