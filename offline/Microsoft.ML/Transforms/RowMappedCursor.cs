namespace Microsoft.ML.Data;

/// <summary>The rows of a row-to-row mapping, one for each of the input's.</summary>
internal sealed class RowMappedCursor(DataViewRowCursor input, MappedColumns columns) : DataViewRowCursor
{
    public override DataViewSchema Schema => columns.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool MoveNext() => input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => columns.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        columns.Dispose();
        input.Dispose();
        base.Dispose(disposing);
    }
}
