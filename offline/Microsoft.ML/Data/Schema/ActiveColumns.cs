namespace Microsoft.ML.Data;

/// <summary>Marks the columns of a schema that a cursor was asked for.</summary>
internal static class ActiveColumns
{
    internal static bool[] GetActive(this DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            Contracts.Check(column.Index < active.Length, $"The requested column '{column}' is not part of the schema.");
            active[column.Index] = true;
        }

        return active;
    }
}
