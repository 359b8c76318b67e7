namespace Microsoft.ML.Data;

/// <summary>Reads one column of data.</summary>
public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.GetColumn<T>(data.Schema[columnName]);
    }

    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataViewSchema.Column own = data.Schema[column.Index];
        Contracts.CheckParam(
            own.Name == column.Name && own.Type == column.Type, nameof(column), $"The data have no column '{column}'.");

        if (column.Type.RawType == typeof(T))
            return Read<T, T>(data, own, value => value);
        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
            return (IEnumerable<T>)Read<ReadOnlyMemory<char>, string>(data, own, text => text.ToString());
        if (typeof(T) == typeof(string[]) && column.Type is VectorDataViewType { ItemType: TextDataViewType })
        {
            return (IEnumerable<T>)Read<VBuffer<ReadOnlyMemory<char>>, string[]>(
                data, own, texts => [.. texts.DenseValues().Select(text => text.ToString())]);
        }

        if (typeof(T).IsArray && (column.Type as VectorDataViewType)?.ItemType.RawType == typeof(T).GetElementType())
            return GenericCall.Invoke<IEnumerable<T>>(ReadArrays<int>, typeof(T).GetElementType()!, data, own);

        throw new ArgumentOutOfRangeException(nameof(column), $"The column '{column}' can't be read as {typeof(T)}.");
    }

    private static IEnumerable<T[]> ReadArrays<T>(IDataView data, DataViewSchema.Column column) =>
        Read<VBuffer<T>, T[]>(data, column, vector => [.. vector.DenseValues()]);

    private static IEnumerable<TResult> Read<TValue, TResult>(
        IDataView data, DataViewSchema.Column column, Func<TValue, TResult> convert)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<TValue> getter = cursor.GetGetter<TValue>(column);
        TValue value = default!;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return convert(value);
        }
    }
}
