namespace Microsoft.ML.Data;

/// <summary>The output columns of a <see cref="RowMapping"/> over one input row or cursor.</summary>
internal sealed class MappedColumns(
    DataViewRow input, DataViewSchema schema, bool[] active, int[] sources, Delegate?[] getters, Action? disposer)
{
    internal DataViewSchema Schema => schema;

    internal bool IsActive(DataViewSchema.Column column) => active[column.Index];

    internal ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsActive(column))
            throw new InvalidOperationException($"Column '{column.Name}' is not active in the cursor.");

        int source = sources[column.Index];
        if (source >= 0)
            return input.GetGetter<TValue>(input.Schema[source]);

        Delegate getter = getters[~source]!;
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
    }

    internal void Dispose()
    {
        disposer?.Invoke();
        disposer = null;
    }
}
