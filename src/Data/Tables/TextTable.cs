using Microsoft.ML;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Data.Tables;

/// <summary>A CSV or TSV file with a header, or one of JSON Lines.</summary>
internal sealed class TextTable : Table
{
    private readonly string[] _names;

    public TextTable(string path, CancellationToken cancellation)
        : base(path, cancellation)
    {
        using RowReader rows = RowFile.OpenData(path);
        _names = [.. rows.Columns];
    }

    protected override IReadOnlyList<ColumnSummary> Summarize()
    {
        ColumnSummary[] columns = [.. _names.Select(name => new ColumnSummary(name))];
        using RowReader rows = RowFile.OpenData(Path);
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
