using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Scoring;

/// <summary>A row with its predictions, tied to the input row that it reads.</summary>
internal sealed class PredictionRow(
    DataViewRow input, DataViewSchema schema, bool[] active, PredictionColumns predictions, RowLogits? logits)
    : DataViewRow
{
    public override DataViewSchema Schema => schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        CheckColumn(column);
        return active[column.Index];
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new ArgumentException($"Column '{column.Name}' was not asked for when this row was made.", nameof(column));
        if (column.Index < input.Schema.Count)
            return input.GetGetter<TValue>(input.Schema[column.Index]);

        Delegate getter = predictions.CreateGetter(column.Name, logits!);
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column '{column.Name}' holds {column.Type.RawType.Name} values, not {typeof(TValue).Name}.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }

    private void CheckColumn(DataViewSchema.Column column)
    {
        if (column.Index >= schema.Count || !schema[column.Index].Equals(column))
            throw new ArgumentException($"Column '{column.Name}' is not of this row's schema.", nameof(column));
    }
}
