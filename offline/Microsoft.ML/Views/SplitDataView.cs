namespace Microsoft.ML.Data;

/// <summary>The rows whose number passes a test: each row has a random number from 0 to 1, the same each time.</summary>
internal sealed class SplitDataView(IDataView source, int seed, Func<double, bool> test) : IDataView
{
    public bool CanShuffle => false;
    public DataViewSchema Schema => source.Schema;
    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(source.GetRowCursor(columnsNeeded), new Random(seed), test);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, Random random, Func<double, bool> test)
        : WrappedCursor(input)
    {
        private long _position = -1;
        public override long Position => _position;

        public override bool MoveNext()
        {
            while (base.MoveNext())
            {
                if (test(random.NextDouble()))
                {
                    _position++;
                    return true;
                }
            }

            _position = -1;
            return false;
        }
    }
}

/// <summary>A row or cursor over another, whose is whatever this one does not override.</summary>
internal abstract class WrappedCursor(DataViewRow input) : DataViewRowCursor
{
    public override DataViewSchema Schema => Input.Schema;
    public override long Position => Input.Position;
    public override long Batch => Input.Batch;
    protected DataViewRow Input => input;
    public override bool MoveNext() => ((DataViewRowCursor)Input).MoveNext();
    public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();
    public override bool IsColumnActive(DataViewSchema.Column column) => Input.IsColumnActive(column);
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        Input.Dispose();
        base.Dispose(disposing);
    }
}
