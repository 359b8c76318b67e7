namespace Microsoft.ML.Data;

/// <summary>
/// An output schema bound to an input schema: each output column is either an input column or one that a mapper computes. Cursors
/// and single rows are both made from it.
/// </summary>
internal sealed class RowMapping : IRowToRowMapper
{
    private readonly IRowMapper? _mapper;

    // For each output column the index of its input column, or the complement of its index among the mapper's columns.
    private readonly int[] _sources;

    // For each of the mapper's columns its index in the output.
    private readonly int[] _added;

    /// <summary>All input columns and those that <paramref name="mapper"/> computes.</summary>
    internal RowMapping(DataViewSchema inputSchema, IRowMapper mapper)
        : this(inputSchema, Add(inputSchema, mapper.GetOutputColumns().Select((column, i) => (column, ~i))), mapper)
    {
    }

    private RowMapping(
        DataViewSchema inputSchema, List<(DataViewSchema.DetachedColumn Column, int Source)> columns, IRowMapper? mapper)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(columns.Select(column => column.Column));
        InputSchema = inputSchema;
        OutputSchema = builder.ToSchema();
        _mapper = mapper;
        _sources = [.. columns.Select(column => column.Source)];
        _added = [.. Enumerable.Range(0, columns.Count).Where(i => _sources[i] < 0).OrderBy(i => ~_sources[i])];
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>All input columns and one of them under another name.</summary>
    internal static RowMapping Alias(DataViewSchema inputSchema, string name, DataViewSchema.Column column) =>
        new(inputSchema, Add(inputSchema, [(new(name, column.Type, column.Annotations), column.Index)]), null);

    /// <summary>Some of the input columns.</summary>
    internal static RowMapping Select(DataViewSchema inputSchema, Func<DataViewSchema.Column, bool> isKept) =>
        new(inputSchema, [.. All(inputSchema).Where(column => isKept(inputSchema[column.Source]))], null);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] active = OutputSchema.GetActive(dependingColumns);
        var needed = Enumerable.Range(0, active.Length).Where(i => active[i]).Select(i => _sources[i]).ToHashSet();
        Func<int, bool>? mapperNeeds = _mapper?.GetDependencies(i => active[_added[i]]);
        return InputSchema.Where(column => needed.Contains(column.Index) || mapperNeeds?.Invoke(column.Index) == true);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(activeColumns);
        if (input.Schema != InputSchema)
            throw new InvalidOperationException("Schema of input row must be the same as the schema the mapper is bound to");

        // The input row has been chosen already: what is active there can be read here, asked for or not.
        bool[] active = OutputSchema.GetActive(activeColumns);
        for (int i = 0; i < active.Length; i++)
        {
            if (_sources[i] >= 0)
                active[i] = input.IsColumnActive(InputSchema[_sources[i]]);
        }

        return new RowMappedRow(input, Bind(input, active));
    }

    internal MappedColumns Bind(DataViewRow input, bool[] active)
    {
        Action? disposer = null;
        Delegate?[] getters = _mapper?.CreateGetters(input, i => active[_added[i]], out disposer) ?? [];
        return new MappedColumns(input, OutputSchema, active, _sources, getters, disposer);
    }

    private static IEnumerable<(DataViewSchema.DetachedColumn Column, int Source)> All(DataViewSchema schema) =>
        schema.Select(column => (new DataViewSchema.DetachedColumn(column), column.Index));

    // A column of a name that is there already goes right behind the one that it hides.
    private static List<(DataViewSchema.DetachedColumn Column, int Source)> Add(
        DataViewSchema schema, IEnumerable<(DataViewSchema.DetachedColumn Column, int Source)> added)
    {
        var columns = All(schema).ToList();
        foreach (var column in added)
        {
            int hidden = columns.FindLastIndex(other => other.Column.Name == column.Column.Name);
            columns.Insert(hidden < 0 ? columns.Count : hidden + 1, column);
        }

        return columns;
    }
}
