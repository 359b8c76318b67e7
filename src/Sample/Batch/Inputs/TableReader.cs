using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MlNetShallow.Sample.Batch.Files;

namespace MlNetShallow.Sample.Batch.Inputs;

/// <summary>Reads a table with a header, row by row: comma-separated as RFC 4180 has it, or tab-separated with \t, \n, \r and \\
/// for what would break a line.</summary>
internal sealed class TableReader : IDisposable
{
    private readonly string _file;
    private readonly StreamReader _reader;
    private readonly CsvParser? _csv;
    private readonly bool _hasEscapes;
    private long _line;

    /// <param name="file">The file.</param>
    /// <param name="hasEscapes">Whether backslashes in tab-separated fields mean something.</param>
    /// <exception cref="InvalidDataException">It has no header, or one with the same name twice.</exception>
    public TableReader(string file, bool hasEscapes = true)
    {
        (_file, _hasEscapes) = (file, hasEscapes);
        _reader = new StreamReader(file);
        if (IsCsv(file))
        {
            _csv = new CsvParser(_reader, new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                // What is no CSV would be cut at other places than its writer meant.
                BadDataFound = bad => throw new InvalidDataException(
                    $"The table '{file}' is no CSV in line {bad.Context.Parser?.RawRow}: a quote stands where none may be."),
            });
        }

        Columns = ReadFields() ?? throw new InvalidDataException($"The table '{file}' is empty: it has no header.");
        if (Columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"The table '{file}' has two columns named '{twice.Key}'.");
    }

    /// <summary>The names in the header.</summary>
    public string[] Columns { get; }

    /// <summary>Whether a file holds a table, by its extension.</summary>
    public static bool IsTable(string file) => IsCsv(file) || HasExtension(file, ".tsv");

    /// <returns>The fields of the next row; null after the last.</returns>
    /// <exception cref="InvalidDataException">It has more or fewer fields than the header.</exception>
    public string[]? Read()
    {
        string[]? fields = ReadFields();
        return fields is null || fields.Length == Columns.Length ? fields : throw new InvalidDataException(
            $"The table '{_file}' has {fields.Length} fields in line {_csv?.RawRow ?? _line}; its header has {Columns.Length}.");
    }

    public void Dispose()
    {
        _csv?.Dispose();
        _reader.Dispose();
    }

    private string[]? ReadFields()
    {
        if (_csv is not null)
            return _csv.Read() ? _csv.Record : null;
        string? line;
        do
        {
            line = _reader.ReadLine();
            _line++;
        }
        while (line is "");

        return line is null ? null : _hasEscapes ? TsvField.Split(line) : line.Split('\t');
    }

    private static bool IsCsv(string file) => HasExtension(file, ".csv");

    private static bool HasExtension(string file, string extension)
        => Path.GetExtension(file).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
