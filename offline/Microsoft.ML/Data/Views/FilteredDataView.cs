namespace Microsoft.ML.Data;

/// <summary>The rows of other data that pass a test.</summary>
/// <param name="source">The data.</param>
/// <param name="testColumns">The columns that the test reads.</param>
/// <param name="createTest">Makes the test, which is asked once for every row in turn.</param>
/// <param name="canShuffle">Whether the rows may come in another order.</param>
internal sealed class FilteredDataView(
    IDataView source,
    IReadOnlyList<DataViewSchema.Column> testColumns,
    Func<DataViewRow, Func<bool>> createTest,
    bool canShuffle) : IDataView
{
    public bool CanShuffle => canShuffle && source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Schema.GetActive(columnsNeeded);
        IEnumerable<DataViewSchema.Column> needed = Schema.Where(c => active[c.Index]).UnionBy(testColumns, c => c.Index);
        DataViewRowCursor input = source.GetRowCursor(needed, CanShuffle ? rand : null);
        return new Cursor(input, active, createTest(input));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, bool[] active, Func<bool> test) : DataViewRowCursor
    {
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => input.Schema;

        public override bool MoveNext()
        {
            while (input.MoveNext())
            {
                if (test())
                {
                    _position++;
                    return true;
                }
            }

            _position = -1;
            return false;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(IsColumnActive(column), $"The column '{column.Name}' was not asked for.");
            return input.GetGetter<TValue>(column);
        }

        protected override void Dispose(bool disposing)
        {
            _position = -1;
            input.Dispose();
            base.Dispose(disposing);
        }
    }
}
