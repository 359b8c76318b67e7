namespace Microsoft.ML;

/// <summary>Data as rows of typed columns, computed when a cursor asks for them.</summary>
public interface IDataView
{
    bool CanShuffle { get; }
    DataViewSchema Schema { get; }

    long? GetRowCount();

    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);
}

/// <summary>Reads one value of the current row.</summary>
public delegate void ValueGetter<TValue>(ref TValue value);

/// <summary>One row of data, whose values are read through getters.</summary>
public abstract class DataViewRow : IDisposable
{
    public abstract long Position { get; }
    public abstract long Batch { get; }
    public abstract DataViewSchema Schema { get; }
    public abstract ValueGetter<DataViewRowId> GetIdGetter();
    public abstract bool IsColumnActive(DataViewSchema.Column column);
    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }
}

/// <summary>A row that moves over the data.</summary>
public abstract class DataViewRowCursor : DataViewRow
{
    public abstract bool MoveNext();
}
