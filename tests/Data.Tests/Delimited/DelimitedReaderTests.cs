using System.Text;
using MlNetShallow.Data.Delimited;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Data.Tests.Delimited;

public sealed class DelimitedReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The examples of RFC 4180, section 2, and the byte order mark that spreadsheets write.
    [Theory]
    [InlineData("\uFEFFa,b,c\r\naaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", "aaa|bbb|ccc", "zzz|yyy|xxx")]
    [InlineData("a,b,c\naaa,bbb,ccc\nzzz,yyy,xxx", "aaa|bbb|ccc", "zzz|yyy|xxx")]
    [InlineData("a,b,c\r\n\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", "aaa|b\r\nbb|ccc", "zzz|yyy|xxx")]
    [InlineData("a,b,c\r\n\"aaa\",\"b\"\"bb\",\"ccc\"", "aaa|b\"bb|ccc")]
    [InlineData("a,b,c\n a , b b ,\"x,y\"", " a | b b |x,y")]
    [InlineData("\n\n a ,\"b\",c\n\"\"\"\"\"x\"\"\",\"\",\"\"\"\"\n", "\"\"x\"||\"")]
    public void CsvIsReadAsItsStandardHasIt(string text, params string[] rows)
    {
        ReadTable table = ReadTable.List(Write("t.csv", text));

        Assert.Equal(["a", "b", "c"], table.Columns);
        Assert.Equal(rows, table.Rows.Select(row => string.Join('|', row)));
        Assert.True(DelimitedFormat.IsTable("x.CSV"));
    }

    [Theory]
    [InlineData("a\tb\tc\n1\t2\t3\n", "1|2|3")]
    [InlineData("a\tb\tc\r\n\r\n1\t\t\r\n", "1||")]
    [InlineData("a\tb\tc\nx\\ty\tp\\nq\\r\t\\\\n", "x\ty|p\nq\r|\\n")]
    [InlineData("a\tb\tc\nC:\\pics\t\"q\"\tend\\", "C:\\pics|\"q\"|end\\")]
    public void TsvOfAListIsReadWithItsEscapes(string text, params string[] rows)
    {
        ReadTable table = ReadTable.List(Write("t.tsv", text));

        Assert.Equal(["a", "b", "c"], table.Columns);
        Assert.Equal(rows, table.Rows.Select(row => string.Join('|', row)));
    }

    [Theory]
    [InlineData("t.csv", "a,b,,\n1,2,,\n3,4, ,\n", "1|2", "3|4")]
    [InlineData("t.csv", "#a,// b\n//1,#2\n", "//1|#2")]
    [InlineData("t.tsv", "#a\t// b\n//1\t#2\n", "//1|#2")]
    public void NothingInAHeaderOrARowMakesItAComment(string name, string text, params string[] rows)
    {
        foreach (ReadTable table in (ReadTable[])[ReadTable.Data(Write(name, text)), ReadTable.List(Write(name, text))])
        {
            Assert.Equal(text[0] == '#' ? ["#a", "// b"] : ["a", "b"], table.Columns);
            Assert.Equal(rows, table.Rows.Select(row => string.Join('|', row)));
        }
    }

    [Theory]
    [InlineData("t.csv", "", "The table '#' is empty: it has no header.")]
    [InlineData("t.tsv", "\n\r\n", "The table '#' is empty: it has no header.")]
    [InlineData("t.csv", " , \n1,2\n", "The table '#' has no header.")]
    [InlineData("t.csv", "a,b,a\n", "The table '#' has two columns named 'a'.")]
    [InlineData("t.csv", "a,b, a\n", "The table '#' has two columns named 'a'.")]
    [InlineData("t.tsv", "\ta\n", "Column 1 of '#' has no name in the header.")]
    [InlineData("t.csv", "a,b\n1,2\n1,2,3\n", "Row 2 (line 3) of '#' has 3 fields, the header 2: '1,2,3'.")]
    [InlineData("t.tsv", "a\tb\n\n1\n", "Row 1 (line 3) of '#' has 1 fields, the header 2: '1'.")]
    [InlineData("t.csv", "a,\n1,\n2,x\n", "Row 2 (line 3) of '#' has 'x' in column 2, which has no name in the header.")]
    [InlineData("t.csv", "a,b\n1,x\"y\"\n",
        "The table '#' is no CSV in line 2, field 2: a quote stands where none may be, or one is missing: 'x\"y\"'.")]
    [InlineData("t.csv", "a,b\n\"1\n2\",\"x\"y\n",
        "The table '#' is no CSV in line 2, field 2: a quote stands where none may be, or one is missing: '\"x\"y'.")]
    [InlineData("t.csv", "a,b\n1,\"2\n3,4\n",
        "The table '#' is no CSV in line 2, field 2: a quote stands where none may be, or one is missing: '\"2\\n3,4\\n'.")]
    [InlineData("t.csv", "a,b\n5\" pipe,\"x\"\n3,4\n",
        "The table '#' is no CSV in line 2, field 1: a quote stands where none may be, or one is missing: "
            + "'5\" pipe,\"x\"\\n3,4\\n'.")]
    public void WhatIsNoTableIsSaid(string name, string text, string said)
    {
        string file = Write(name, text);
        string expected = said.Replace("#", file, StringComparison.Ordinal);

        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => ReadTable.List(file)).Message);
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => ReadTable.Data(file)).Message);
    }

    [Fact]
    public void SpacesBesideDataAreNoPartOfThemUnlessInQuotes()
    {
        ReadTable table = ReadTable.Data(Write("t.csv", "a, b\n  1 , \" 2 \"  \n"));

        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal(["1 ", " 2 "], table.Rows[0]);
    }

    [Fact]
    public void WithoutAHeaderEachLineIsARow()
    {
        using DelimitedReader rows = DelimitedReader.OpenRows(
            "x", DelimitedFormat.Tsv, new MemoryStream("a\n\nb\\\\"u8.ToArray()), fields: 1);
        var found = new List<string>();
        while (rows.Read())
            found.Add(rows[0].ToString());

        Assert.Equal(["a", "", "b\\"], found);
    }

    [Fact]
    public void BytesThatAreNoUtf8AreAnError()
    {
        string latin = _folder["latin.csv"], marked = _folder["marked.csv"];
        File.WriteAllBytes(latin, Encoding.Latin1.GetBytes("a,b\ncafé,1\n"));
        File.WriteAllBytes(marked, [0xEF, 0xBB, 0xBF, .. Encoding.Latin1.GetBytes("a,b\ncafé,1\n")]);

        foreach (string file in (string[])[latin, marked])
        {
            string said = Assert.Throws<InvalidDataException>(() => ReadTable.Data(file)).Message;
            Assert.Equal($"The file '{file}' is not in UTF-8.", said);
        }
    }

    [Fact]
    public void AMarkTellsUtf16()
    {
        string file = _folder["t.csv"];
        File.WriteAllText(file, "a,b\nü,€\n", Encoding.Unicode);

        Assert.Equal(["ü", "€"], ReadTable.Data(file).Rows[0]);
    }

    /// <summary>What is longer than one buffer, and longer than all that there may be.</summary>
    [Theory]
    [InlineData(1_000_000, true)]
    [InlineData(17_000_000, false)]
    public void AFieldIsReadUpToTheLongestRow(int length, bool isRead)
    {
        string file = Write("t.csv", $"a,b\n1,2\n3,\"{new string('x', length - 1)}\n\"\n4,5\n");

        if (isRead)
        {
            ReadTable table = ReadTable.Data(file);
            Assert.Equal(length, table.Rows[1][1].Length);
            Assert.Equal(["4", "5"], table.Rows[2]);
            return;
        }

        Assert.Equal(
            $"The file '{file}' has a row below line 2 that is longer than 16 million characters: is a quote never closed?",
            Assert.Throws<InvalidDataException>(() => ReadTable.Data(file)).Message);
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
