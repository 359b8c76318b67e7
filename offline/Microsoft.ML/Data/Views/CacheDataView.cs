namespace Microsoft.ML.Data;

/// <summary>Keeps each column of other data in memory from the first time that it is read.</summary>
internal sealed class CacheDataView : IDataView
{
    private readonly IDataView _source;
    private readonly ColumnCache[] _caches;
    private readonly Lock _sync = new();
    private int? _rowCount;

    internal CacheDataView(IDataView input, string[]? columnsToPrefetch = null)
    {
        _source = SelectCacheable(input);
        _caches = [.. Schema.Select(column => ColumnCache.Create(column.Type))];
        if (columnsToPrefetch is { Length: > 0 })
            Fill([.. columnsToPrefetch.Select(FindToPrefetch)]);

        DataViewSchema.Column FindToPrefetch(string name) => input.Schema.GetColumnOrNull(name) is null
            ? throw Contracts.MissingColumn(nameof(columnsToPrefetch), "prefetch", name)
            : Schema.GetColumnOrNull(name) ?? throw new InvalidOperationException(
                $"The column '{name}' of {input.Schema[name].Type} can't be kept in memory.");
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _rowCount ?? _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, Schema.GetActive(columnsNeeded), rand);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private static IDataView SelectCacheable(IDataView input) => input.Schema.All(IsCacheable)
        ? input
        : new RowMappedDataView(input, RowMapping.Select(input.Schema, IsCacheable));

    private static bool IsCacheable(DataViewSchema.Column column) => column.Type is PrimitiveDataViewType or VectorDataViewType;

    private int Fill(DataViewSchema.Column[] columns)
    {
        lock (_sync)
        {
            DataViewSchema.Column[] missing = [.. columns.Where(column => !_caches[column.Index].IsFilled)];
            if (_rowCount is { } known && missing.Length == 0)
                return known;

            using DataViewRowCursor cursor = _source.GetRowCursor(missing);
            Action[] fillers = [.. missing.Select(column => _caches[column.Index].Fill(cursor, column))];
            int count = 0;
            for (; cursor.MoveNext(); count++)
            {
                foreach (Action fill in fillers)
                    fill();
            }

            foreach (DataViewSchema.Column column in missing)
                _caches[column.Index].IsFilled = true;
            _rowCount = count;
            return count;
        }
    }

    private sealed class Cursor(CacheDataView parent, bool[] active, Random? random) : DataViewRowCursor
    {
        private int[]? _order;
        private long _position = -1;
        private bool _isDone;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => parent.Schema;

        public override bool MoveNext()
        {
            _order ??= CreateOrder(parent.Fill([.. Schema.Where(column => active[column.Index])]));
            _isDone = _isDone || _position + 1 >= _order.Length;
            _position = _isDone ? -1 : _position + 1;
            return !_isDone;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId id) => id = new DataViewRowId((ulong)CurrentRow(), 0);

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.CheckParam(IsColumnActive(column), nameof(column), $"The column '{column.Name}' was not asked for.");
            return parent._caches[column.Index].CreateGetter(CurrentRow) as ValueGetter<TValue>
                ?? throw new InvalidOperationException(
                    $"The column '{column.Name}' is of {column.Type}; a {typeof(TValue)} was asked for.");
        }

        protected override void Dispose(bool disposing)
        {
            _isDone = true;
            _position = -1;
            base.Dispose(disposing);
        }

        private int CurrentRow()
        {
            Contracts.Check(_position >= 0, "The cursor is on no row; call MoveNext first.");
            return _order![_position];
        }

        private int[] CreateOrder(int rowCount)
        {
            int[] order = [.. Enumerable.Range(0, rowCount)];
            random?.Shuffle(order);
            return order;
        }
    }
}
