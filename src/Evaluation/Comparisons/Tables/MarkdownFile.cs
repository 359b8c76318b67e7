namespace MlNetShallow.Evaluation.Comparisons.Tables;

/// <summary>A comparison as Markdown: a table, and its notes as a list.</summary>
internal static class MarkdownFile
{
    public static void Write(Stream stream, ComparisonTable table)
    {
        using StreamWriter writer = ComparisonFile.Text(stream);
        WriteRow(writer, table.Headings);
        writer.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", table.Headings.Length - 1))}");
        foreach (string[] row in table.Rows)
            WriteRow(writer, row);
        writer.WriteLine();
        foreach (string note in table.Notes)
            writer.WriteLine($"- {Escape(note)}");
    }

    private static void WriteRow(TextWriter writer, string[] cells)
        => writer.WriteLine($"| {string.Join(" | ", cells.Select(Escape))} |");

    /// <summary>What would be a mark of Markdown's or HTML's, in a path or a message, is shown as it is.</summary>
    private static string Escape(string text)
        => string.Concat(text.Select(c => @"\`*_[]<>|#~".Contains(c, StringComparison.Ordinal) ? $@"\{c}" : $"{c}"));
}
