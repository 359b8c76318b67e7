namespace MlNetShallow.Evaluation.Comparisons.Tables;

/// <summary>The kinds of files that a comparison is written into.</summary>
internal static class ComparisonFile
{
    private static readonly Dictionary<string, ComparisonFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".tsv"] = ComparisonFormat.Tsv,
        [".md"] = ComparisonFormat.Markdown,
        [".html"] = ComparisonFormat.Html,
    };

    public static string Extensions { get; } = string.Join(", ", Formats.Keys);

    /// <summary>The form that a path's extension stands for; null for none.</summary>
    public static ComparisonFormat? FormatOf(string path)
        => Formats.TryGetValue(Path.GetExtension(path), out ComparisonFormat format) ? format : null;

    public static void Write(Stream stream, ComparisonFormat format, ComparisonResult result, ComparisonTable table)
    {
        if (format == ComparisonFormat.Tsv)
            TsvFile.Write(stream, result);
        else
            Write(stream, format, table);
    }

    /// <summary>Writes a table for readers.</summary>
    public static void Write(Stream stream, ComparisonFormat format, ComparisonTable table)
    {
        switch (format)
        {
            case ComparisonFormat.Markdown:
                MarkdownFile.Write(stream, table);
                break;
            case ComparisonFormat.Html:
                HtmlFile.Write(stream, table);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such form.");
        }
    }

    /// <summary>A text file in UTF-8, with the line ends of all systems but one.</summary>
    public static StreamWriter Text(Stream stream) => new(stream, leaveOpen: true) { NewLine = "\n" };
}
