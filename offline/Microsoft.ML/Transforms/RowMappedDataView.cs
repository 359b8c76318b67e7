namespace Microsoft.ML.Data;

/// <summary>A lazy view of transformed rows.</summary>
internal sealed class RowMappedDataView(IDataView source, RowMapping mapping) : IDataView
{
    public DataViewSchema Schema => mapping.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return Wrap(source.GetRowCursor(mapping.GetDependencies(needed), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        var inputs = source.GetRowCursorSet(mapping.GetDependencies(needed), n, rand);
        return Array.ConvertAll<DataViewRowCursor, DataViewRowCursor>(inputs, input => Wrap(input, needed));
    }

    private RowMappedCursor Wrap(DataViewRowCursor input, DataViewSchema.Column[] columns) =>
        new(input, mapping.Bind(input, Schema.GetActive(columns)));
}
