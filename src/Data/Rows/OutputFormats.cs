using MlNetShallow.Data.Delimited;
using MlNetShallow.Data.Files;

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
        ["parquet"] = OutputFormat.Parquet,
    };

    /// <summary>How rows stand in a file of fields; null for one of other rows.</summary>
    public static DelimitedFormat? DelimitedOf(OutputFormat format) => format switch
    {
        OutputFormat.Csv => DelimitedFormat.Csv,
        OutputFormat.Tsv or OutputFormat.Parquet => DelimitedFormat.Tsv,
        _ => null,
    };

    /// <summary>The extension of a file of rows that stand as a format has it.</summary>
    public static string ExtensionOf(OutputFormat format)
        => ByName.First(pair => pair.Value == (format == OutputFormat.Parquet ? OutputFormat.Tsv : format)).Key;

    /// <summary>The format of a file by its extension.</summary>
    /// <param name="file">The file.</param>
    /// <param name="option">The option that chooses one for any name.</param>
    /// <exception cref="InvalidDataException">The extension stands for none.</exception>
    public static OutputFormat Of(string file, string option = "--format")
        => Find(file, InputFile.ExtensionOf(file), _ => true, advice: $" {option} chooses one for any name.");

    /// <summary>The format of a file of rows that is not compressed, by its extension.</summary>
    /// <exception cref="InvalidDataException">The extension stands for none.</exception>
    public static OutputFormat OfRows(string file) => Find(
        file, Path.GetExtension(file).ToLowerInvariant(), format => format != OutputFormat.Parquet, advice: "");

    /// <summary>Whether a file of that name and format is compressed.</summary>
    /// <exception cref="InvalidDataException">The format does not go with that.</exception>
    public static bool IsCompressed(string file, OutputFormat format)
        => InputFile.IsCompressed(file) && (format != OutputFormat.Parquet ? true : throw new InvalidDataException(
            $"The output '{file}' would be compressed twice: Parquet is compressed itself; leave {InputFile.Gzip} away."));

    private static OutputFormat Find(string file, string extension, Func<OutputFormat, bool> isWanted, string advice)
        => ByName.TryGetValue(extension.TrimStart('.'), out OutputFormat format) && isWanted(format)
            ? format
            : throw new InvalidDataException($"The extension of the output '{file}' stands for no format; those that do are: "
                + $"{string.Join(", ", ByName.Keys.Where(name => isWanted(ByName[name])))}.{advice}");
}
