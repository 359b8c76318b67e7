namespace MlNetShallow.Evaluation.Comparisons.Tables;

/// <summary>The kinds of files that a comparison is written into.</summary>
internal static class ComparisonFile
{
    private static readonly Dictionary<string, Action<Stream, ComparisonResult, ComparisonTable>> Writers =
        new(StringComparer.OrdinalIgnoreCase)
        {
            [".tsv"] = (stream, result, _) => TsvFile.Write(stream, result),
            [".md"] = (stream, _, table) => MarkdownFile.Write(stream, table),
            [".html"] = (stream, _, table) => HtmlFile.Write(stream, table),
        };

    public static string Extensions { get; } = string.Join(", ", Writers.Keys);

    public static bool IsKnown(string path) => Writers.ContainsKey(Path.GetExtension(path));

    /// <summary>Writes a comparison in the form that the path's extension stands for.</summary>
    public static void Write(string path, Stream stream, ComparisonResult result, ComparisonTable table)
        => Writers[Path.GetExtension(path)](stream, result, table);

    /// <summary>A text file in UTF-8, with the line ends of all systems but one.</summary>
    public static StreamWriter Text(Stream stream) => new(stream, leaveOpen: true) { NewLine = "\n" };
}
