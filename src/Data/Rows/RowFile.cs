using MlNetShallow.Data.Delimited;
using MlNetShallow.Data.Files;

namespace MlNetShallow.Data.Rows;

/// <summary>Files of text with a row for each line: CSV, TSV and JSON Lines, compressed or not.</summary>
internal static class RowFile
{
    private const string JsonLines = ".jsonl";

    /// <summary>Whether a file is one, by its extension.</summary>
    public static bool IsOne(string file) => DelimitedFormat.IsTable(file) || IsJsonLines(file);

    /// <summary>Opens data to train with or to score.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static RowReader OpenData(string file) => Open(file, DelimitedFormat.OfData(file));

    /// <summary>Opens a list, or what the program has written.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static RowReader OpenList(string file) => Open(file, DelimitedFormat.OfList(file));

    /// <summary>Reads data to score that come from elsewhere.</summary>
    /// <param name="name">What messages call them.</param>
    /// <param name="format">How the rows stand there.</param>
    /// <param name="stream">The bytes; disposed of with the reader.</param>
    /// <exception cref="InvalidDataException">They are none.</exception>
    public static RowReader OpenData(string name, OutputFormat format, Stream stream)
        => format == OutputFormat.Parquet
            ? throw new InvalidDataException($"'{name}' is to be read once; Parquet is read from its end.")
            : OutputFormats.DelimitedOf(format) is { } delimited
            ? DelimitedReader.Open(name, delimited.ForData(), stream)
            : new JsonLinesReader(name, stream);

    private static RowReader Open(string file, DelimitedFormat format)
    {
        Stream stream = InputFile.Open(file);
        return IsJsonLines(file) ? new JsonLinesReader(file, stream) : DelimitedReader.Open(file, format, stream);
    }

    private static bool IsJsonLines(string file) => InputFile.ExtensionOf(file) == JsonLines;
}
