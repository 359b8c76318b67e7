using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Data.Tables;

/// <summary>Goes through the rows of a file of text. A field becomes a value when it is asked for.</summary>
internal sealed class TextTableCursor : DataViewRowCursor
{
    private readonly RowReader _rows;
    private readonly Delegate?[] _getters;
    private long _position = -1;

    /// <param name="path">The file.</param>
    /// <param name="rows">Its rows, which become the cursor's own.</param>
    /// <param name="schema">The columns that may be asked for.</param>
    /// <param name="needed">Those that will be.</param>
    /// <exception cref="InvalidDataException">One of them is not there.</exception>
    public TextTableCursor(string path, RowReader rows, DataViewSchema schema, DataViewSchema.Column[] needed)
    {
        (_rows, Schema) = (rows, schema);
        _getters = new Delegate?[schema.Count];
        string[] names = [.. rows.Columns];
        foreach (DataViewSchema.Column column in needed)
        {
            int place = Array.IndexOf(names, column.Name);
            if (place < 0)
            {
                throw new InvalidDataException(
                    $"The table '{path}' has no column '{column.Name}' any more; it has {string.Join(", ", names)}.");
            }

            _getters[column.Index] = column.Type is TextDataViewType ? TextAt(place) : NumberAt(place, column.Name);
        }
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        bool isThere = _rows.Read();
        _position = isThere ? _position + 1 : -1;
        return isThere;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => _getters[column.Index] as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"The column '{column.Name}' of {column.Type} is not asked for, or not as {typeof(TValue)}.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rows.Dispose();
        base.Dispose(disposing);
    }

    // Who takes a text may keep it, so each is in memory of its own.
    private ValueGetter<ReadOnlyMemory<char>> TextAt(int place)
        => (ref ReadOnlyMemory<char> text) => text = _rows[place].ToString().AsMemory();

    private ValueGetter<float> NumberAt(int place, string name) => (ref float number) =>
    {
        ReadOnlySpan<char> field = _rows[place];
        if (!TableNumber.TryRead(field, out number))
            throw new InvalidDataException($"{_rows.Place()} has '{field}' in the column '{name}'; wanted is a number.");
    };
}
