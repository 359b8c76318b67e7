using System.Text;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Data.Tests.Rows;

public sealed class JsonLinesReaderTests
{
    [Fact]
    public void MembersAreColumns()
    {
        using JsonLinesReader rows = Open("\ufeff\n{\"a\": 1.50, \"b c\": \"x\\n\\u00e9\\ud83d\\ude00\", \"d\": null}\r\n\r\n"
            + "{\"d\":true,\"a\":-2e-3}\n{\"b c\":\"\",\"d\":false,\"a\":null}");

        Assert.Equal(["a", "b c", "d"], rows.Columns);
        Assert.Equal([["1.50", "x\né😀", ""], ["-2e-3", "", "true"], ["", "", "false"]], Read(rows));
        Assert.Equal("Row 3 (line 5) of 'file'", rows.Place());
    }

    [Theory]
    [InlineData("", "The table 'file' is empty: it has no line with a JSON object.")]
    [InlineData("[1]", "Line 1 of 'file' is no JSON object: it must begin with {.")]
    [InlineData("{}", "Line 1 of 'file' is no JSON object: it has no members, and those of the first line are the columns.")]
    [InlineData("{\"a\":1}\n{\"a\":1,\"b\":2}", "Line 2 of 'file' is no JSON object: it has the member 'b', which the first line has not; "
        + "there it may be null. The members of the first line are the columns: a.")]
    [InlineData("{\"a\":1,\"a\":2}", "Line 1 of 'file' is no JSON object: it has the member 'a' twice.")]
    [InlineData("{\"a\":[1,2]}", "Line 1 of 'file' is no JSON object: the member 'a' is an array; wanted are numbers, texts, true, false "
        + "and null, each value in a member of its own.")]
    [InlineData("{\"a\":{\"b\":1}}", "Line 1 of 'file' is no JSON object: the member 'a' is an object; wanted are numbers, texts, true, "
        + "false and null, each value in a member of its own.")]
    [InlineData("{\"a\":1} {\"a\":2}", "Line 1 of 'file' is no JSON object: *")]
    [InlineData("{\"a\":1}\n{\"a\":", "Line 2 of 'file' is no JSON object: *")]
    [InlineData("{\"a\":NaN}", "Line 1 of 'file' is no JSON object: *")]
    public void WhatIsNoneIsSaid(string text, string message)
    {
        string found = Assert.Throws<InvalidDataException>(() =>
        {
            using JsonLinesReader rows = Open(text);
            Read(rows);
        }).Message;

        if (message.EndsWith('*'))
            Assert.StartsWith(message[..^1], found, StringComparison.Ordinal);
        else
            Assert.Equal(message, found);
    }

    [Fact]
    public void OtherBytesThanUtf8AreAnError()
        => Assert.Contains("is not in UTF-8", Assert.Throws<InvalidDataException>(
            () => new JsonLinesReader("file", new MemoryStream([.. "{\"a\":\""u8, 0xe9, .. "\"}"u8]))).Message, StringComparison.Ordinal);

    private static JsonLinesReader Open(string text) => new("file", new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static List<string[]> Read(JsonLinesReader rows)
    {
        var read = new List<string[]>();
        while (rows.Read())
            read.Add([.. Enumerable.Range(0, rows.Columns.Count).Select(column => rows[column].ToString())]);
        return read;
    }
}
