namespace Microsoft.ML.Data;

/// <summary>An output schema bound to an input schema. Cursors and single rows are both made from it.</summary>
internal sealed class RowMapping : IRowToRowMapper
{
    private readonly AddedColumn[] _columns;

    /// <summary>All input columns and those that are added.</summary>
    internal RowMapping(DataViewSchema inputSchema, ColumnwiseMapper added)
        : this(inputSchema, [.. inputSchema.Select(PassOn)], added.Columns) { }

    private RowMapping(DataViewSchema inputSchema, List<AddedColumn> columns, AddedColumn[] added)
    {
        // A column of a name that is there already goes right behind the one that it hides.
        foreach (AddedColumn column in added)
        {
            int hidden = columns.FindLastIndex(other => other.Column.Name == column.Column.Name);
            columns.Insert(hidden < 0 ? columns.Count : hidden + 1, column);
        }

        _columns = [.. columns];
        InputSchema = inputSchema;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(columns.Select(column => column.Column));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }
    public DataViewSchema OutputSchema { get; }

    /// <summary>All input columns and one of them under another name.</summary>
    internal static RowMapping Alias(DataViewSchema inputSchema, string name, DataViewSchema.Column column)
        => new(inputSchema, new([PassOn(column) with { Column = new(name, column.Type, column.Annotations) }]));

    /// <summary>Some of the input columns.</summary>
    internal static RowMapping Select(DataViewSchema inputSchema, Func<DataViewSchema.Column, bool> isKept)
        => new(inputSchema, [.. inputSchema.Where(isKept).Select(PassOn)], added: []);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] active = OutputSchema.GetActive(dependingColumns);
        HashSet<int> needed = [.. _columns.Where((_, i) => active[i]).SelectMany(column => column.Sources)];
        return InputSchema.Where(column => needed.Contains(column.Index));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.Check(input.Schema == InputSchema, "The row has another schema than the mapper was made for.");
        return CreateCursor(input, activeColumns);
    }

    /// <summary>Gives a row that moves with the input where that is a cursor.</summary>
    internal DataViewRowCursor CreateCursor(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        bool[] active = OutputSchema.GetActive(activeColumns);
        var getters = new Delegate?[_columns.Length];
        Action? disposer = null;
        for (int i = 0; i < getters.Length; i++)
        {
            if (active[i] && _columns[i].MakeGetter is { } makeGetter)
            {
                getters[i] = makeGetter(input, out Action? disposeOne);
                disposer += disposeOne;
            }
        }

        return new Cursor(input, this, active, getters, disposer);
    }

    private static AddedColumn PassOn(DataViewSchema.Column column) => new(new(column), [column.Index], MakeGetter: null);

    private sealed class Cursor(DataViewRow input, RowMapping mapping, bool[] active, Delegate?[] getters, Action? disposer)
        : WrappedCursor(input)
    {
        public override DataViewSchema Schema => mapping.OutputSchema;
        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(IsColumnActive(column), $"Column '{column.Name}' is not active in the cursor.");
            return getters[column.Index] is { } getter
                ? getter.As<TValue>(column)
                : base.GetGetter<TValue>(Input.Schema[mapping._columns[column.Index].Sources[0]]);
        }

        protected override void Dispose(bool disposing)
        {
            disposer?.Invoke();
            disposer = null;
            base.Dispose(disposing);
        }
    }
}

/// <summary>A column computed from others or, without a getter of its own, one passed on.</summary>
internal sealed record AddedColumn(DataViewSchema.DetachedColumn Column, int[] Sources, GetterFactory? MakeGetter)
{
    internal static AddedColumn Create(
        DataViewSchema.DetachedColumn column, IEnumerable<DataViewSchema.Column> sources, Func<DataViewRow, Delegate> makeGetter)
    {
        return new(column, [.. sources.Select(source => source.Index)], MakeGetter);

        Delegate MakeGetter(DataViewRow input, out Action? disposer)
        {
            disposer = null;
            return makeGetter(input);
        }
    }
}

/// <summary>Makes the getter of one column from a row, and what there is to do when the row is disposed.</summary>
internal delegate Delegate GetterFactory(DataViewRow input, out Action? disposer);

/// <summary>The columns that a transformer adds.</summary>
internal sealed record ColumnwiseMapper(AddedColumn[] Columns);

/// <summary>A lazy view of transformed rows.</summary>
internal sealed class RowMappedDataView(IDataView source, RowMapping mapping) : IDataView
{
    public DataViewSchema Schema => mapping.OutputSchema;
    public bool CanShuffle => source.CanShuffle;
    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return mapping.CreateCursor(source.GetRowCursor(mapping.GetDependencies(needed), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
