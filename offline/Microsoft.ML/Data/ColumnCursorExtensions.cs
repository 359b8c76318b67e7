namespace Microsoft.ML.Data;

/// <summary>Reads one column of data.</summary>
public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
    {
        DataViewSchema.Column column = data.Schema[columnName];
        Contracts.CheckParam(
            column.Type.RawType == typeof(T), nameof(columnName), $"The column '{column}' can't be read as {typeof(T)}.");
        return Read<T>(data, column);
    }

    private static IEnumerable<T> Read<T>(IDataView data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        T value = default!;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return value;
        }
    }
}
