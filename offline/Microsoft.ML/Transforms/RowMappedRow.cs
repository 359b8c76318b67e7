namespace Microsoft.ML.Data;

/// <summary>One row of a row-to-row mapping.</summary>
internal sealed class RowMappedRow(DataViewRow input, MappedColumns columns) : DataViewRow
{
    public override DataViewSchema Schema => columns.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

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
