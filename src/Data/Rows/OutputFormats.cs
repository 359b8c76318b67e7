using MlNetShallow.Data.Delimited;

namespace MlNetShallow.Data.Rows;

/// <summary>What formats are called.</summary>
internal static class OutputFormats
{
    /// <summary>The formats by their names on the command line, which are also their extensions.</summary>
    public static IReadOnlyDictionary<string, OutputFormat> ByName { get; } = new Dictionary<string, OutputFormat>
    {
        ["tsv"] = OutputFormat.Tsv,
        ["csv"] = OutputFormat.Csv,
        ["jsonl"] = OutputFormat.Jsonl,
    };

    /// <summary>How rows stand in a file of fields; null for one of other rows.</summary>
    public static DelimitedFormat? DelimitedOf(OutputFormat format) => format switch
    {
        OutputFormat.Csv => DelimitedFormat.Csv,
        OutputFormat.Tsv => DelimitedFormat.Tsv,
        _ => null,
    };

    public static string ExtensionOf(OutputFormat format) => ByName.First(pair => pair.Value == format).Key;

    /// <summary>The format of a file by its extension.</summary>
    /// <param name="file">The file.</param>
    /// <param name="option">The option that chooses one for any name.</param>
    /// <exception cref="InvalidDataException">The extension stands for none.</exception>
    public static OutputFormat Of(string file, string option = "--format")
    {
        string extension = Path.GetExtension(file).TrimStart('.').ToLowerInvariant();
        return ByName.TryGetValue(extension, out OutputFormat format) ? format : throw new InvalidDataException(
            $"The extension of the output '{file}' stands for no format; those that do are: "
            + $"{string.Join(", ", ByName.Keys)}. {option} chooses one for any name.");
    }
}
