namespace Microsoft.ML.Data;

/// <summary>The objects of an enumerable as data.</summary>
internal sealed class EnumerableDataView<TRow> : IDataView
    where TRow : class
{
    private readonly IEnumerable<TRow> _rows;
    private readonly TypedColumn<TRow>[] _columns;

    internal EnumerableDataView(IEnumerable<TRow> rows, SchemaDefinition? definition)
    {
        _rows = rows;
        _columns = TypedColumn<TRow>.CreateAll(definition ?? SchemaDefinition.OfReadable(typeof(TRow)));
        Schema = TypedColumn<TRow>.CreateSchema(_columns);
    }

    public bool CanShuffle => false;
    public DataViewSchema Schema { get; }
    public long? GetRowCount() => (_rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new TypedCursor<TRow>(Schema, _columns, Schema.GetActive(columnsNeeded), _rows.GetEnumerator());

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}

/// <summary>Rows whose values are the members of objects of the user's.</summary>
internal sealed class TypedCursor<TRow> : DataViewRowCursor
    where TRow : class
{
    private readonly Delegate?[] _getters;
    private readonly IEnumerator<TRow> _rows;
    private TRow? _current;
    private long _position = -1;

    internal TypedCursor(DataViewSchema schema, TypedColumn<TRow>[] columns, bool[] active, IEnumerator<TRow> rows)
    {
        Schema = schema;
        _rows = rows;
        _getters = [.. columns.Select((column, i) => active[i] ? column.CreateGetter(GetCurrent) : null)];
    }

    public override DataViewSchema Schema { get; }
    public override long Position => _position;
    public override long Batch => 0;

    public override bool MoveNext()
    {
        bool isMoved = _rows.MoveNext();
        _current = !isMoved ? null : _rows.Current
            ?? throw new InvalidOperationException("One of the objects in the data is null.");
        _position = isMoved ? _position + 1 : -1;
        return isMoved;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => _getters[column.Index].As<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        _current = null;
        _rows.Dispose();
        base.Dispose(disposing);
    }

    private TRow GetCurrent()
        => _current ?? throw new InvalidOperationException("The cursor is on no row; call MoveNext first.");
}
