namespace MlNetShallow.Benchmarks.Accuracy.Summary;

/// <summary>The page that has the summary, and the one beside it that has the full tables.</summary>
internal static class MarkdownPages
{
    /// <summary>What stands on the page up to this line stays.</summary>
    public const string Mark = "<!-- From here on the page is written by the command. -->";

    /// <summary>Writes both; of the first what stands behind <see cref="Mark"/>.</summary>
    /// <exception cref="InvalidDataException">The page has no such line.</exception>
    public static void Write(string path, SummaryPage summary, IReadOnlyCollection<SetAverage> averages)
    {
        string text = File.Exists(path) ? File.ReadAllText(path) : $"# Accuracy\n\n{Mark}\n";
        int end = text.IndexOf(Mark, StringComparison.Ordinal);
        if (end < 0)
            throw new InvalidDataException($"{path} has no line '{Mark}', behind which the summary goes.");
        string tables = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path) + "-tables.md");
        using (StreamWriter output = Create(path))
        {
            output.Write(text[..(end + Mark.Length)] + "\n\n");
            summary.Write(output);
        }

        using (StreamWriter output = Create(tables))
        {
            output.WriteLine(
                $"# Accuracy, set by set\n\nMean ± deviation over the splits, best first. [{Path.GetFileName(path)}]"
                    + $"({Path.GetFileName(path)}) says what is measured, and how.");
            FullTables.Write(averages, output);
        }
    }

    private static StreamWriter Create(string path) => new(path) { NewLine = "\n" };
}
