using System.Globalization;
using System.Text;
using System.Text.Json;
using MlNetShallow.Data.Rows;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Data.Tests.Rows;

public sealed class RowWriterTests
{
    private static readonly string[] Awkward =
        ["", " a b ", "a,b", "\"q\"", "tab\there", "line\nbreak", "line\r\nbreak", "\\t", "back\\", "ü €", "'", "{}"];

    private static readonly float[] Numbers =
    [
        0, -0f, 1, 0.1f, 1 / 3f, float.Epsilon, float.MaxValue, float.MinValue, 16777217, 1e-7f, float.NaN,
        float.PositiveInfinity,
    ];

    [Theory]
    [InlineData("Csv", "input,\"x \"\"y\"\"\",n\n\"a,b\",,0.1\n")]
    [InlineData("Tsv", "input\tx \"y\"\tn\na,b\t\t0.1\n")]
    [InlineData("Jsonl", "{\"input\":\"a,b\",\"x \\\"y\\\"\":null,\"n\":0.1}\n")]
    public void ARowIsWrittenAsItsFormatHasIt(string format, string expected)
    {
        using RowWriter rows = Create(format, "input", "x \"y\"", "n");
        rows.Text("a,b");
        rows.Missing();
        rows.Number(0.1f);
        rows.EndRow();

        Assert.Equal(expected, Encoding.UTF8.GetString([.. rows.Header(), .. rows.Take()]));
        Assert.Empty(rows.Take());
    }

    [Theory]
    [InlineData("Csv")]
    [InlineData("Tsv")]
    public void WhatIsWrittenIsReadAgain(string format)
    {
        using var folder = new TemporaryFolder();
        string file = folder["t." + format.ToLowerInvariant()];
        using RowWriter rows = Create(format, "text", "number");
        foreach ((string text, float number) in Awkward.Zip(Numbers))
        {
            rows.Text(text);
            rows.Number(number);
            rows.EndRow();
        }

        File.WriteAllBytes(file, [.. rows.Header(), .. rows.Take()]);

        ReadTable table = ReadTable.List(file);
        Assert.Equal(Awkward, table["text"]);
        Assert.Equal(Numbers, table["number"].Select(field => float.Parse(field, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void JsonIsReadAgain()
    {
        using RowWriter rows = Create("Jsonl", "text", "number");
        foreach ((string text, float number) in Awkward.Zip(Numbers))
        {
            rows.Text(text);
            rows.Number(number);
            rows.EndRow();
        }

        string[] lines = Encoding.UTF8.GetString(rows.Take()).Split('\n');

        Assert.Equal(Awkward.Length + 1, lines.Length);
        foreach ((string line, (string text, float number)) in lines.Zip(Awkward.Zip(Numbers)))
        {
            using var document = JsonDocument.Parse(line);
            Assert.Equal(text, document.RootElement.GetProperty("text").GetString());
            JsonElement found = document.RootElement.GetProperty("number");
            if (float.IsFinite(number))
                Assert.Equal(number, found.GetSingle());
            else
                Assert.Equal(JsonValueKind.Null, found.ValueKind);
        }
    }

    private static RowWriter Create(string format, params string[] columns)
        => RowWriter.Create(Enum.Parse<OutputFormat>(format), columns);
}
