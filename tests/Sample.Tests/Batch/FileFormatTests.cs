using System.IO.Compression;
using MlNetShallow.Data.Parquets;
using MlNetShallow.Tests.Shared;
using Parquet.Serialization;
using Parquet.Serialization.Attributes;

namespace MlNetShallow.Sample.Tests.Batch;

/// <summary>One table in all formats that are read and written: the same rows come out.</summary>
public sealed class FileFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public FileFormatTests() => _model = TableModelCase.Train(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AllFormatsAreReadAlike()
    {
        string[] files = await WriteAll();
        Score(files[0], "expected.csv");
        byte[] expected = File.ReadAllBytes(_folder["expected.csv"]);
        Assert.Equal(TableModelCase.Count + 1, File.ReadAllLines(_folder["expected.csv"]).Length);

        foreach (string file in files.Skip(1))
        {
            Score(file, "scores.csv", "--force");
            Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(_folder["scores.csv"])), file);
        }
    }

    // The model of a training, and what is told of it, but for the file's name.
    [Fact]
    public async Task AllFormatsAreLearntFromAlike()
    {
        string? expected = null;
        foreach (string file in await WriteAll())
        {
            Outcome trained = CommandLine.Run(
                "train", "--data", file, "--label", "kind", "--ignore", "id", "--model", _folder["again.zip"], "--epochs", "3", "--force")
                .AssertDone();
            Outcome evaluated = CommandLine.Run("evaluate", "--model", _folder["again.zip"], "--data", file, "--json");
            Assert.Equal(Program.Done, evaluated.ExitCode);
            // How long it takes is told too.
            string said = string.Join('\n', trained.OutputLines.Concat(evaluated.OutputLines)
                .Where(line => !line.StartsWith("epoch", StringComparison.Ordinal))).Replace(file, "FILE", StringComparison.Ordinal);
            expected ??= said;
            Assert.Equal(expected, said);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("jsonl")]
    public void AnOutputMayBeCompressed(string format)
    {
        string input = Write("rows.csv", TableModelCase.AsCsv());
        Score(input, $"plain.{format}");
        Score(input, $"packed.{format}.gz", "--part-rows", "64");
        Score(input, $"named-{format}.gz", "--format", format);

        byte[] expected = File.ReadAllBytes(_folder[$"plain.{format}"]);
        Assert.Equal(expected, Unpack(_folder[$"packed.{format}.gz"]));
        Assert.Equal(expected, Unpack(_folder[$"named-{format}.gz"]));
        // What is complete is known again by its checksum.
        Score(input, $"packed.{format}.gz", "--part-rows", "64", "--resume");
    }

    [Fact]
    public void ShardsThatAreCompressedMakeTheWhole()
    {
        string input = Write("rows.csv", TableModelCase.AsCsv());
        Score(input, "plain.csv");
        foreach (string shard in (string[])["1/2", "2/2"])
            CommandLine.Run("score", "--model", _model, "--input", input, "--output", _folder["part.csv.gz"], "--keep", "id", "--shard", shard);
        string[] shards = [_folder["part.0001-of-0002.csv.gz"], _folder["part.0002-of-0002.csv.gz"]];

        CommandLine.Run(["merge", _folder["all.csv"], .. shards]).AssertDone();
        CommandLine.Run(["merge", _folder["all.csv.gz"], .. shards]).AssertDone();

        byte[] expected = File.ReadAllBytes(_folder["plain.csv"]);
        Assert.Equal(expected, File.ReadAllBytes(_folder["all.csv"]));
        Assert.Equal(expected, Unpack(_folder["all.csv.gz"]));
    }

    [Fact]
    public async Task AParquetOutputHasTheSameRows()
    {
        string input = Write("rows.csv", TableModelCase.AsCsv().Replace("\"=id-5\",0.71428573", "\"=id-5\",abc", StringComparison.Ordinal));
        Score(input, "scores.tsv");
        Score(input, "scores.parquet", "--part-rows", "64");

        ReadTable expected = ReadTable.List(_folder["scores.tsv"]);
        using FileStream file = File.OpenRead(_folder["scores.parquet"]);
        ParquetRow[] rows = [.. (await ParquetSerializer.DeserializeAsync<ParquetRow>(
            file, cancellationToken: TestContext.Current.CancellationToken)).Data];
        Assert.Equal(TableModelCase.Count, rows.Length);
        Assert.Equal(expected.Rows, rows.Select(row => (string[])[
            row.input!, row.id!, row.predicted_label ?? "", Text(row.probability), Text(row.score), row.error ?? ""]));
        Assert.Null(rows[0].error);
        Assert.Equal((null, null, null), (rows[5].predicted_label, rows[5].probability, rows[5].score));
        Assert.Equal("The column 'x1' holds 'abc', which is no number.", rows[5].error);
        using var opened = new ParquetFile(_folder["scores.parquet"]);
        Assert.Equal([64, 64, 64, 8], Enumerable.Range(0, opened.RowGroups).Select(opened.RowsOf));
    }

    [Fact]
    public void WhatParquetIsNotForIsSaid()
    {
        string input = Write("rows.csv", TableModelCase.AsCsv());
        Assert.EndsWith("Parquet is compressed itself; leave .gz away.", Fail(input, "x.parquet.gz"), StringComparison.Ordinal);
        Assert.Contains("is no Parquet file that can be read", Fail(Write("bad.parquet", "PAR1 and no more"), "x.csv"), StringComparison.Ordinal);
        Score(input, "part.parquet", "--shard", "1/2");
        Score(input, "part.parquet", "--shard", "2/2");
        Assert.Contains("which are not merged", CommandLine.Run(
            "merge", _folder["all.parquet"], _folder["part.0001-of-0002.parquet"], _folder["part.0002-of-0002.parquet"]).AssertFailed(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsCutShortIsAnError()
    {
        File.WriteAllBytes(_folder["cut.csv.gz"], Pack(TableModelCase.AsCsv())[..^8]);
        Assert.Contains(
            $"The file '{_folder["cut.csv.gz"]}' cannot be decompressed", Fail(_folder["cut.csv.gz"], "x.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void FormulasAreEscapedWhereAsked()
    {
        string input = Write("rows.csv", "id,x1,x2,kind,-n\n=1+1,1,2,red,-5\n@x,1,2,red,-5 apples\n");

        CommandLine.Run("score", "--model", _model, "--input", input, "--output", _folder["safe.csv"], "--keep=id", "--keep=-n", "--csv-safe")
            .AssertDone();
        CommandLine.Run("score", "--model", _model, "--input", input, "--output", _folder["plain.csv"], "--keep=id", "--keep=-n")
            .AssertDone();

        ReadTable safe = ReadTable.List(_folder["safe.csv"]), plain = ReadTable.List(_folder["plain.csv"]);
        Assert.Equal(["input", "id", "'-n"], safe.Columns.Take(3));
        Assert.Equal(["1", "'=1+1", "-5"], safe.Rows[0][..3]);
        Assert.Equal(["2", "'@x", "'-5 apples"], safe.Rows[1][..3]);
        Assert.Equal(["1", "=1+1", "-5"], plain.Rows[0][..3]);
        Assert.Equal(plain.Rows[0][3..], safe.Rows[0][3..]);
    }

    private async Task<string[]> WriteAll()
    {
        string csv = TableModelCase.AsCsv();
        File.WriteAllBytes(_folder["rows.csv.gz"], Pack(csv));
        File.WriteAllBytes(_folder["rows.jsonl.gz"], Pack(TableModelCase.AsJsonLines()));
        await ParquetSerializer.SerializeAsync(
            TableModelCase.Rows.Select(row => new InputRow
            {
                id = (string)row[0]!,
                x1 = (float?)row[1],
                // A double holds what a float does.
                x2 = (float)row[2]!,
                kind = (string)row[3]!,
            }),
            _folder["rows.parquet"],
            new() { RowGroupSize = 60 },
            cancellationToken: TestContext.Current.CancellationToken);
        return
        [
            Write("rows.csv", csv), Write("rows.tsv", TableModelCase.AsTsv()), Write("rows.jsonl", TableModelCase.AsJsonLines()),
            _folder["rows.csv.gz"], _folder["rows.jsonl.gz"], _folder["rows.parquet"],
        ];
    }

    private void Score(string input, string output, params string[] options)
    {
        Outcome outcome = CommandLine.Run(
            ["score", "--model", _model, "--input", input, "--output", _folder[output], "--keep", "id", .. options]);
        Assert.True(outcome.ExitCode is Program.Done or Program.DoneWithErrors, outcome.Error);
    }

    private string Fail(string input, string output)
        => CommandLine.Run("score", "--model", _model, "--input", input, "--output", _folder[output]).AssertFailed();

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    private static string Text(float? number) => number is { } value ? TableModelCase.Number(value) : "";

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static byte[] Unpack(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var contents = new MemoryStream();
        stream.CopyTo(contents);
        return contents.ToArray();
    }

#pragma warning disable IDE1006 // The names of columns.
    public sealed class InputRow
    {
        public string? id { get; set; }

        public float? x1 { get; set; }

        public double x2 { get; set; }

        public string? kind { get; set; }
    }

    public sealed class ParquetRow
    {
        [ParquetRequired]
        public string? input { get; set; }

        [ParquetRequired]
        public string? id { get; set; }

        public string? predicted_label { get; set; }

        public float? probability { get; set; }

        public float? score { get; set; }

        public string? error { get; set; }
    }
#pragma warning restore IDE1006
}
