namespace Microsoft.ML;

/// <summary>The columns of data. Of several columns of one name, the last is found by name; the others are hidden.</summary>
public sealed partial class DataViewSchema : IReadOnlyList<DataViewSchema.Column>
{
    private readonly Column[] _columns;
    private readonly Dictionary<string, int> _indices = [];

    private DataViewSchema(IReadOnlyList<DetachedColumn> columns)
    {
        for (int i = 0; i < columns.Count; i++)
            _indices[columns[i].Name] = i;
        _columns = [.. columns.Select((column, i) => new Column(column, i, isHidden: _indices[column.Name] != i))];
    }

    public int Count => _columns.Length;

    public Column this[int columnIndex] => columnIndex >= 0 && columnIndex < _columns.Length
        ? _columns[columnIndex]
        : throw new ArgumentOutOfRangeException(nameof(columnIndex));

    public Column this[string name]
        => GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(nameof(name), $"Column '{name}' not found");

    public Column? GetColumnOrNull(string name) => _indices.TryGetValue(name, out int index) ? _columns[index] : null;
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The input column of that name, or the error that an ML.NET user expects.</summary>
    internal Column Find(string name) => GetColumnOrNull(name) ?? throw Contracts.MissingColumn("inputSchema", "input", name);

    /// <summary>Marks the columns that a cursor was asked for.</summary>
    internal bool[] GetActive(IEnumerable<Column> columnsNeeded)
    {
        var active = new bool[Count];
        foreach (Column column in columnsNeeded)
        {
            Contracts.Check(column.Index < active.Length, $"The requested column '{column}' is not part of the schema.");
            active[column.Index] = true;
        }

        return active;
    }

    /// <summary>A column at its place in a schema.</summary>
    public readonly struct Column
    {
        internal Column(DetachedColumn column, int index, bool isHidden)
            => (Name, Type, Annotations, Index, IsHidden) = (column.Name, column.Type, column.Annotations, index, isHidden);

        public string Name { get; }
        public int Index { get; }
        public bool IsHidden { get; }
        public DataViewType Type { get; }
        public Annotations Annotations { get; }
        public override string ToString() => $"{Name}: {Type}";
    }

    /// <summary>A column that belongs to no schema yet.</summary>
    public readonly struct DetachedColumn
    {
        public DetachedColumn(string name, DataViewType type, Annotations? annotations = null)
        {
            (Name, Type, Annotations) = (name, type, annotations ?? Annotations.Empty);
        }

        public DetachedColumn(Column column) : this(column.Name, column.Type, column.Annotations) { }
        public string Name { get; }
        public DataViewType Type { get; }
        public Annotations Annotations { get; }
    }

    /// <summary>Builds a schema column by column.</summary>
    public sealed class Builder
    {
        private readonly List<DetachedColumn> _columns = [];

        public void AddColumn(string name, DataViewType type, Annotations? annotations = null)
            => _columns.Add(new DetachedColumn(name, type, annotations));

        public void AddColumns(IEnumerable<Column> source) => AddColumns(source.Select(column => new DetachedColumn(column)));
        public void AddColumns(IEnumerable<DetachedColumn> source) => _columns.AddRange(source);
        public DataViewSchema ToSchema() => new(_columns);
    }
}
