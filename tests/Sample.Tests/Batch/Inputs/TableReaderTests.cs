using MlNetShallow.Sample.Batch.Inputs;

namespace MlNetShallow.Sample.Tests.Batch.Inputs;

public sealed class TableReaderTests : IDisposable
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
    public void CsvIsReadAsItsStandardHasIt(string text, params string[] rows)
    {
        using TableReader table = Write("t.csv", text);

        Assert.Equal(["a", "b", "c"], table.Columns);
        Assert.Equal(rows, Rows(table));
        Assert.True(TableReader.IsTable("x.CSV"));
    }

    [Theory]
    [InlineData("a\tb\tc\n1\t2\t3\n", "1|2|3")]
    [InlineData("a\tb\tc\r\n\r\n1\t\t\r\n", "1||")]
    [InlineData("a\tb\tc\nx\\ty\tp\\nq\\r\t\\\\n", "x\ty|p\nq\r|\\n")]
    [InlineData("a\tb\tc\nC:\\pics\t\"q\"\tend\\", "C:\\pics|\"q\"|end\\")]
    public void TsvIsReadWithItsEscapes(string text, params string[] rows)
    {
        using TableReader table = Write("t.tsv", text);

        Assert.Equal(["a", "b", "c"], table.Columns);
        Assert.Equal(rows, Rows(table));
    }

    [Theory]
    [InlineData("t.csv", "", "The table '#' is empty: it has no header.")]
    [InlineData("t.tsv", "", "The table '#' is empty: it has no header.")]
    [InlineData("t.csv", "a,b,a\n", "The table '#' has two columns named 'a'.")]
    [InlineData("t.csv", "a,b\n1,2\n1,2,3\n", "The table '#' has 3 fields in line 3; its header has 2.")]
    [InlineData("t.tsv", "a\tb\n\n1\n", "The table '#' has 1 fields in line 3; its header has 2.")]
    [InlineData("t.csv", "a,b\n1,x\"y\"\n", "The table '#' is no CSV in line 2: a quote stands where none may be.")]
    public void WhatIsNoTableIsSaid(string name, string text, string said)
    {
        var exception = Assert.Throws<InvalidDataException>(() =>
        {
            using TableReader table = Write(name, text);
            Rows(table);
        });

        Assert.Equal(said.Replace("#", _folder[name], StringComparison.Ordinal), exception.Message);
    }

    private TableReader Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return new TableReader(_folder[name]);
    }

    private static List<string> Rows(TableReader table)
    {
        var rows = new List<string>();
        while (table.Read() is { } fields)
            rows.Add(string.Join('|', fields));
        return rows;
    }
}
