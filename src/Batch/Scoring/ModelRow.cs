using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Inputs;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Batch.Scoring;

/// <summary>The row that a model is given: one input after the other. Columns that the features do not hang on have the default
/// of their type.</summary>
internal sealed class ModelRow(DataViewSchema schema, IReadOnlyDictionary<string, ColumnValue> values) : DataViewRow
{
    private readonly ColumnValue[] _values = [.. values.Values];
    private long _position = -1;

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    /// <exception cref="FormatException">The input lacks a value.</exception>
    public void MoveTo(in InputItem item)
    {
        _position++;
        foreach (ColumnValue value in _values)
            value.Set(in item);
    }

    /// <summary>The worst gap among the input's numbers, and the first column that has it; null where there is none.</summary>
    public (NumberGap Gap, string Column)? FindGap()
    {
        (NumberGap Gap, string Column)? worst = null;
        foreach ((string column, ColumnValue value) in values)
        {
            if (value.Gap is var gap and not NumberGap.None && !(worst?.Gap >= gap))
                worst = (gap, column);
        }

        return worst;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => values.TryGetValue(column.Name, out ColumnValue? value)
            ? (ValueGetter<TValue>)value.Getter
            : static (ref TValue missing) => missing = default!;
}
