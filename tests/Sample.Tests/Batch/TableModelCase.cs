using System.Globalization;

namespace MlNetShallow.Sample.Tests.Batch;

/// <summary>A model of two numbers and a text, trained once, and rows for it, of which one lacks a number and one has a text in
/// place of one.</summary>
internal static class TableModelCase
{
    public const int Count = 200;

    public static string[] Columns { get; } = ["id", "x1", "x2", "kind"];

    /// <summary>The rows' values, null where one is missing.</summary>
    public static object?[][] Rows { get; } = [.. Enumerable.Range(0, Count).Select(i => new object?[]
    {
        $"=id-{i}", i == 17 ? null : i / 7f, i * 37 % 60 / 60f, (i % 3) switch { 0 => "red", 1 => "blue, \"b\"", _ => "é" },
    })];

    /// <summary>Trains the model.</summary>
    /// <returns>Its file.</returns>
    public static string Train(TemporaryFolder folder)
    {
        string data = folder["train.csv"];
        File.WriteAllText(data, "x1,x2,kind,y\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{Number(i / 7f)},{Number(i * 37 % 60 / 60f)},{Csv(Rows[i][3]!)},{(i * 37 % 60 < 30 ? "no" : "yes")}\n")));
        CommandLine.Run("train", "--data", data, "--label", "y", "--model", folder["model.zip"], "--epochs", "5").AssertDone();
        return folder["model.zip"];
    }

    public static string AsCsv()
        => string.Join(',', Columns) + "\n" + string.Concat(Rows.Select(row => string.Join(',', row.Select(Csv)) + "\n"));

    public static string AsTsv()
        => string.Join('\t', Columns) + "\n" + string.Concat(Rows.Select(row => string.Join('\t', row.Select(Plain)) + "\n"));

    /// <summary>As JSON Lines, of which every other row has its members in another order and no member for what is missing.</summary>
    public static string AsJsonLines() => string.Concat(Rows.Select((row, i) =>
    {
        IEnumerable<string> members = Columns.Zip(row).Where(pair => i % 2 == 0 || pair.Second is not null)
            .Select(pair => $"\"{pair.First}\": {pair.Second switch
            {
                null => "null",
                string text => System.Text.Json.JsonSerializer.Serialize(text),
                var number => Plain(number),
            }}");
        return $"{{{string.Join(", ", i % 2 == 0 ? members : members.Reverse())}}}\r\n";
    }));

    public static string Number(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Plain(object? value) => value is float number ? Number(number) : value?.ToString() ?? "";

    private static string Csv(object? value)
        => value is string text ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : Plain(value);
}
