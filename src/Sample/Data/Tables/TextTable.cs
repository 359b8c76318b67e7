using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Sample.Data.Tables;

/// <summary>A text file with a header, as ML.NET's TextLoader reads it: comma-separated with fields in quotes where they have
/// to be, or tab-separated without.</summary>
internal sealed class TextTable : Table
{
    private readonly MLContext _mlContext;
    private readonly char _separator;
    private readonly string[] _names;

    public TextTable(MLContext mlContext, string path, char separator, CancellationToken cancellation)
        : base(path, cancellation)
    {
        (_mlContext, _separator) = (mlContext, separator);
        _names = ReadHeader();
    }

    protected override IReadOnlyList<ColumnSummary> Summarize()
    {
        ColumnSummary[] columns = [.. _names.Select(name => new ColumnSummary(name))];
        // One field more than there should be, to notice rows that have it.
        IDataView rows = Load([Fields(new(0, _names.Length))]);
        foreach (VBuffer<ReadOnlyMemory<char>> row in rows.GetColumn<VBuffer<ReadOnlyMemory<char>>>(nameof(Fields)))
        {
            CountRow();
            ReadOnlySpan<ReadOnlyMemory<char>> fields = row.IsDense ? row.GetValues() : row.DenseValues().ToArray();
            if (!fields[^1].IsEmpty)
            {
                throw new InvalidDataException(
                    $"Row {Rows} of '{Path}' has more fields than the {_names.Length} of the header: '{fields[^1]}'.");
            }

            for (int i = 0; i < columns.Length; i++)
                columns[i].Add(fields[i].Span);
        }

        return Rows > 0 ? columns : throw new InvalidDataException($"The table '{Path}' has a header but no rows.");
    }

    protected override IDataView Read(IReadOnlyCollection<TableColumn> columns)
        => Load([.. columns.Select(column => new TextLoader.Column(
            column.Name,
            column.Type is TextDataViewType ? DataKind.String : DataKind.Single,
            Array.IndexOf(_names, column.Name)))]);

    private string[] ReadHeader()
    {
        VBuffer<ReadOnlyMemory<char>> header = default;
        Load([Fields(new(0, LongestLine()))]).Schema[nameof(Fields)].GetSlotNames(ref header);
        string[] names = [.. header.DenseValues().Select(name => name.ToString().Trim())];
        names = names[..(Array.FindLastIndex(names, name => name != "") + 1)];
        if (names.Length == 0)
            throw new InvalidDataException($"The table '{Path}' has no header.");
        int unnamed = Array.IndexOf(names, "");
        if (unnamed >= 0)
            throw new InvalidDataException($"Column {unnamed + 1} of '{Path}' has no name in the header.");
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"The table '{Path}' has two columns named '{twice.Key}'.");
        return names;
    }

    /// <summary>No header has more columns than separators, and one.</summary>
    private int LongestLine() => File.ReadLines(Path).Take(1).Sum(line => line.Count(c => c == _separator)) + 1;

    private static TextLoader.Column Fields(TextLoader.Range range) => new(nameof(Fields), DataKind.String, [range]);

    private IDataView Load(TextLoader.Column[] columns) => _mlContext.Data.LoadFromTextFile(Path, new TextLoader.Options
    {
        Columns = columns,
        Separators = [_separator],
        HasHeader = true,
        AllowQuoting = _separator == ',',
        ReadMultilines = _separator == ',',
        MissingRealsAsNaNs = true,
    });
}
