using Microsoft.ML;
using MlNetShallow.Data.Delimited;

namespace MlNetShallow.Data.Tables;

/// <summary>A CSV or TSV file with a header.</summary>
internal sealed class TextTable : Table
{
    private readonly string[] _names;

    public TextTable(string path, CancellationToken cancellation)
        : base(path, cancellation)
    {
        using DelimitedReader rows = Open(path);
        _names = [.. rows.Columns];
    }

    /// <summary>Opens such a file as all commands read it.</summary>
    public static DelimitedReader Open(string path) => DelimitedReader.Open(path, DelimitedFormat.OfData(path));

    protected override IReadOnlyList<ColumnSummary> Summarize()
    {
        ColumnSummary[] columns = [.. _names.Select(name => new ColumnSummary(name))];
        using DelimitedReader rows = Open(Path);
        while (rows.Read())
        {
            CountRow();
            for (int i = 0; i < columns.Length; i++)
                columns[i].Add(rows[i]);
        }

        return Rows > 0 ? columns : throw new InvalidDataException($"The table '{Path}' has a header but no rows.");
    }

    protected override IDataView Read(IReadOnlyCollection<TableColumn> columns) => new TextTableView(Path, columns);
}
