namespace Microsoft.ML.Data;

/// <summary>The objects of an enumerable as data.</summary>
internal sealed class EnumerableDataView<TRow> : IDataView
    where TRow : class
{
    private readonly IEnumerable<TRow> _rows;
    private readonly TypedColumn[] _columns;

    internal EnumerableDataView(IEnumerable<TRow> rows, SchemaDefinition? definition)
    {
        definition ??= SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Read);
        _rows = rows;
        _columns = TypedColumn.CreateAll(typeof(TRow), definition);
        Schema = TypedRow<TRow>.CreateSchema(_columns);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(_rows.GetEnumerator(), new TypedRow<TRow>(Schema, _columns, Schema.GetActive(columnsNeeded)));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IEnumerator<TRow> rows, TypedRow<TRow> row) : DataViewRowCursor
    {
        private bool _isDisposed;

        public override long Position => row.Position;

        public override long Batch => row.Batch;

        public override DataViewSchema Schema => row.Schema;

        public override bool MoveNext()
        {
            if (_isDisposed)
                return false;

            if (!rows.MoveNext())
            {
                Dispose();
                return false;
            }

            row.MoveTo(rows.Current ?? throw new InvalidOperationException("One of the objects in the data is null."));
            return true;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            _isDisposed = true;
            row.Leave();
            rows.Dispose();
            base.Dispose(disposing);
        }
    }
}
