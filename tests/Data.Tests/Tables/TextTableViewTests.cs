using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Data.Tests.Tables;

public sealed class TextTableViewTests : IDisposable
{
    private static readonly string[] Texts =
    [
        "", "a", "a b", "  a", "a  ", "\\t", "x'y", "ü €", "#", "/", "0", "-", "?", "NA",
        "very " + new string('l', 300) + " long",
    ];

    private static readonly string[] Quoted =
    [
        "\"\"", "\" a \"", "\"a,b\"", "\"a\nb\"", "\"\n\"", "\"a\n\n//b\n#\"", "\"x \"\"y\"\"\"", "\"\"\"\"",
        "  \"a\"  ", "\"'\"",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>So that a model of the command's finds the same in a program that reads with TextLoader. That rounds twice, so a
    /// number may be the one beside it.</summary>
    [Theory]
    [InlineData("t.csv", ',')]
    [InlineData("t.tsv", '\t')]
    public void ValuesAreThoseOfTextLoader(string name, char separator)
    {
        var random = new Random(7);
        string[] texts = separator == ',' ? [.. Texts, .. Quoted] : [.. Texts, "\"", "a,b", "\"q\" r"];
        string[] numbers = [.. Enumerable.Range(0, 2000).Select(_ => Number(random))];
        string file = _folder[name];
        File.WriteAllLines(file, numbers.Select(number => string.Join(
            separator, [Text(), number, Text()])).Prepend($"a{separator} n{separator}b"));

        var mlContext = new MLContext();
        IDataView ours = Table.Open(mlContext, file, TestContext.Current.CancellationToken).Load([
            TableColumn.Text("b"), TableColumn.Number("n"), TableColumn.Text("a")]);
        IDataView loaded = mlContext.Data.LoadFromTextFile(file, new TextLoader.Options
        {
            Columns = [new("a", DataKind.String, 0), new("n", DataKind.Single, 1), new("b", DataKind.String, 2)],
            Separators = [separator],
            HasHeader = true,
            AllowQuoting = separator == ',',
            ReadMultilines = separator == ',',
            MissingRealsAsNaNs = true,
        });

        Assert.Equal(ColumnOf(loaded, "a"), ColumnOf(ours, "a"));
        Assert.Equal(ColumnOf(loaded, "b"), ColumnOf(ours, "b"));
        float[] found = [.. ours.GetColumn<float>("n")];
        Assert.Equal(numbers.Select(Parsed), found);
        Assert.All(found.Zip(loaded.GetColumn<float>("n")), pair => Assert.True(
            pair.First.Equals(pair.Second) || pair.Second == float.BitIncrement(pair.First)
                || pair.Second == float.BitDecrement(pair.First), $"{pair}"));

        string Text() => texts[random.Next(texts.Length)];
    }

    // 2^24 + 1 lies halfway between two numbers of single precision, and there is none of double precision between it and the
    // text: rounded by way of that, it would go to the even one.
    [Theory]
    [InlineData("16777217.0000000001", 16777218f)]
    [InlineData("16777217", 16777216f)]
    [InlineData(" 1e-3\u00A0", 0.001f)]
    [InlineData("-0", -0f)]
    [InlineData("1e39", float.PositiveInfinity)]
    [InlineData("", float.NaN)]
    [InlineData(" ? ", float.NaN)]
    [InlineData("nA", float.NaN)]
    [InlineData("Null", float.NaN)]
    [InlineData("nan", float.NaN)]
    [InlineData("1,5", null)]
    [InlineData("0x10", null)]
    [InlineData("1 2", null)]
    [InlineData("-", null)]
    public void ANumberIsTheOneNextToItsDigits(string text, float? expected)
    {
        bool isNumber = TableNumber.TryRead(text, out float number);

        Assert.Equal(expected is not null, isNumber);
        if (expected is { } value)
            Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(number));
    }

    [Fact]
    public void WhatChangesBetweenTwoReadingsIsSaid()
    {
        string file = _folder["t.csv"];
        File.WriteAllText(file, "x,y\n1,2\n");
        IDataView rows = Table.Open(new MLContext(), file, TestContext.Current.CancellationToken).Load([
            TableColumn.Number("x")]);

        File.WriteAllText(file, "y,x\n1,b\n");
        Assert.Equal(
            $"Row 1 (line 2) of '{file}' has 'b' in the column 'x'; wanted is a number.",
            Assert.Throws<InvalidDataException>(() => rows.GetColumn<float>("x").Sum()).Message);
        File.WriteAllText(file, "y\n1\n");
        Assert.Equal(
            $"The table '{file}' has no column 'x' any more; it has y.",
            Assert.Throws<InvalidDataException>(() => rows.GetColumn<float>("x").Sum()).Message);
    }

    [Fact]
    public void OnlyColumnsThatAreAskedForHaveValues()
    {
        string file = _folder["t.csv"];
        File.WriteAllText(file, "x,y\n1,b\n");
        IDataView rows = Table.Open(new MLContext(), file, TestContext.Current.CancellationToken).Load([
            TableColumn.Number("x"), TableColumn.Text("y")]);

        using DataViewRowCursor cursor = rows.GetRowCursor([rows.Schema["y"]]);

        Assert.False(cursor.IsColumnActive(rows.Schema["x"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(rows.Schema["x"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(rows.Schema["y"]));
        Assert.Equal(-1, cursor.Position);
        Assert.Equal((true, 0), (cursor.MoveNext(), cursor.Position));
        Assert.Equal((false, -1), (cursor.MoveNext(), cursor.Position));
    }

    private static IEnumerable<string> ColumnOf(IDataView data, string name)
        => data.GetColumn<ReadOnlyMemory<char>>(name).Select(text => text.ToString());

    private static string Number(Random random)
    {
        double value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30));
        return random.Next(8) switch
        {
            0 => "",
            1 => "?",
            2 => random.Next(1000).ToString(CultureInfo.InvariantCulture),
            3 => value.ToString("E5", CultureInfo.InvariantCulture),
            4 => ((float)value).ToString("R", CultureInfo.InvariantCulture),
            5 => " " + random.NextDouble().ToString("0.0000000000", CultureInfo.InvariantCulture),
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };
    }

    private static float Parsed(string text)
        => text is "" or "?" ? float.NaN : float.Parse(text, CultureInfo.InvariantCulture);
}
