namespace Microsoft.ML.Data;

/// <summary>Row-to-row mappers that are applied one after the other.</summary>
internal sealed class CompositeRowToRowMapper(DataViewSchema inputSchema, IReadOnlyList<IRowToRowMapper> mappers)
    : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => mappers.Count > 0 ? mappers[^1].OutputSchema : inputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        mappers.Reverse().Aggregate(dependingColumns, (columns, mapper) => mapper.GetDependencies(columns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(activeColumns);

        // What each mapper must deliver follows from what the mappers after it need.
        var active = new IEnumerable<DataViewSchema.Column>[mappers.Count];
        IEnumerable<DataViewSchema.Column> columns = activeColumns;
        for (int i = mappers.Count - 1; i >= 0; i--)
        {
            active[i] = columns;
            columns = mappers[i].GetDependencies(columns);
        }

        return mappers.Index().Aggregate(input, (row, link) => link.Item.GetRow(row, active[link.Index]));
    }
}
