using Microsoft.ML;

namespace MlNetShallow.OnnxPipelines;

/// <summary>A schema without rows. ML.NET's converter goes back to where data come from, and ends here.</summary>
internal sealed class EmptyRows(DataViewSchema schema) : IDataView
{
    public DataViewSchema Schema => schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => throw new NotSupportedException("Only the schema is there.");

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}
