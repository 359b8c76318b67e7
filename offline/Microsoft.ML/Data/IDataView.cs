namespace Microsoft.ML;

/// <summary>Reads one value of the current row.</summary>
public delegate void ValueGetter<TValue>(ref TValue value);

/// <summary>Data as rows of typed columns, computed when a cursor asks for them.</summary>
public interface IDataView
{
    bool CanShuffle { get; }

    DataViewSchema Schema { get; }

    long? GetRowCount();

    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);
}
