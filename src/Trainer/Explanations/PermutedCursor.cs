using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Explanations;

/// <summary>Moves over rows in memory, whose values come from the rows that the input names.</summary>
/// <param name="input">A row's place, and of each group of columns the row whose values it has there.</param>
/// <param name="rowNumbers">The column of the latter: a number for each group.</param>
/// <param name="schema">The rows' schema.</param>
/// <param name="columns">Their columns.</param>
/// <param name="active">Which of them are asked for.</param>
/// <param name="cancellation">Ends the reading between two rows.</param>
internal sealed class PermutedCursor(
    DataViewRowCursor input,
    DataViewSchema.Column rowNumbers,
    DataViewSchema schema,
    PermutedColumn[] columns,
    bool[] active,
    CancellationToken cancellation)
    : DataViewRowCursor
{
    private readonly ValueGetter<VBuffer<float>> _getRowNumbers = input.GetGetter<VBuffer<float>>(rowNumbers);
    private VBuffer<float> _rowNumbers;

    public override DataViewSchema Schema => schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    /// <summary>The place in memory of the row that the cursor stands on.</summary>
    public int Row => (int)input.Position;

    /// <summary>The row that a group's values come from.</summary>
    public int RowOf(int group) => (int)_rowNumbers.GetValues()[group];

    /// <summary>The first group from one on whose values come from another row; less than 0 where there is none.</summary>
    public int NextPermuted(int group)
    {
        int next = _rowNumbers.GetValues()[group..].IndexOfAnyExcept(Row);
        return next < 0 ? next : group + next;
    }

    public override bool MoveNext()
    {
        cancellation.ThrowIfCancellationRequested();
        if (!input.MoveNext())
            return false;
        _getRowNumbers(ref _rowNumbers);
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => columns[column.Index].CreateGetter(this) as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column '{column.Name}' holds {column.Type.RawType} values, not {typeof(TValue)}.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
