using Microsoft.ML;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Data.Tables;

/// <summary>The rows of a file of text as ML.NET takes them: in the file's order, read again by each cursor.</summary>
internal sealed class TextTableView : IDataView
{
    private readonly string _path;

    /// <param name="path">The file.</param>
    /// <param name="columns">Its columns that are wanted, numbers (Single) and texts.</param>
    public TextTableView(string path, IEnumerable<TableColumn> columns)
    {
        _path = path;
        var schema = new DataViewSchema.Builder();
        foreach (TableColumn column in columns)
            schema.AddColumn(column.Name, column.Type);
        Schema = schema.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        RowReader rows = RowFile.OpenData(_path);
        try
        {
            return new TextTableCursor(_path, rows, Schema, [.. columnsNeeded]);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}
