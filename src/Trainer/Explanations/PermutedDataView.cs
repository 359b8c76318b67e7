using Microsoft.ML;

namespace MlNetShallow.Explanations;

/// <summary>Rows in memory, permuted as another view says row by row.</summary>
/// <param name="input">That view.</param>
/// <param name="rowNumbers">Its column of row numbers.</param>
/// <param name="columns">The columns in memory.</param>
/// <param name="cancellation">Ends the reading of rows.</param>
internal sealed class PermutedDataView(
    IDataView input, string rowNumbers, PermutedColumn[] columns, CancellationToken cancellation) : IDataView
{
    public DataViewSchema Schema { get; } = SchemaOf(columns);

    public bool CanShuffle => false;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = new bool[columns.Length];
        foreach (DataViewSchema.Column column in columnsNeeded)
            active[column.Index] = true;
        DataViewSchema.Column numbers = input.Schema[rowNumbers];
        return new PermutedCursor(input.GetRowCursor([numbers]), numbers, Schema, columns, active, cancellation);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private static DataViewSchema SchemaOf(PermutedColumn[] columns)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(columns.Select(column => column.Column));
        return builder.ToSchema();
    }
}
