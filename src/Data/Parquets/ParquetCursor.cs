using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Data.Parquets;

/// <summary>Goes through the rows of a Parquet file.</summary>
/// <param name="schema">The columns that may be asked for.</param>
/// <param name="file">The file, which becomes the cursor's own.</param>
/// <param name="columns">Those that will be, by their index.</param>
internal sealed class ParquetCursor(DataViewSchema schema, ParquetFile file, Dictionary<int, ParquetColumn> columns)
    : DataViewRowCursor
{
    private long _position = -1;
    private int _group = -1;
    private int _row;
    private int _rows;

    public override DataViewSchema Schema => schema;

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        _row++;
        while (_row >= _rows)
        {
            if (++_group >= file.RowGroups)
            {
                _position = -1;
                return false;
            }

            file.Read(_group, columns.Values);
            (_row, _rows) = (0, file.RowsOf(_group));
        }

        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => columns.ContainsKey(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => (columns.TryGetValue(column.Index, out ParquetColumn? found) ? found.CreateGetter(() => _row) : null)
            as ValueGetter<TValue> ?? throw new InvalidOperationException(
                $"The column '{column.Name}' of {column.Type} is not asked for, or not as {typeof(TValue)}.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
