namespace Microsoft.ML;

/// <summary>What an estimator asks of a schema or promises of one: vectors without sizes, keys without counts.</summary>
public sealed class SchemaShape(IEnumerable<SchemaShape.Column> columns) : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape Empty = new([]);
    private readonly Column[] _columns = [.. columns];
    public int Count => _columns.Length;
    public Column this[int index] => _columns[index];
    public IEnumerator<Column> GetEnumerator() => _columns.AsEnumerable().GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static SchemaShape Create(DataViewSchema schema)
        => new(schema.Where(column => !column.IsHidden).Select(column => Column.Create(
            column.Name,
            column.Type,
            new SchemaShape(column.Annotations.Schema.Select(annotation => Column.Create(annotation.Name, annotation.Type))))));

    /// <summary>The column of that name, or the error that an ML.NET user expects.</summary>
    internal Column Find(string name)
    {
        int index = Array.FindIndex(_columns, column => column.Name == name);
        return index >= 0 ? _columns[index] : throw Contracts.MissingColumn("inputSchema", "input", name);
    }

    /// <summary>This shape with columns added, each in the place of one of the same name if there is one.</summary>
    internal SchemaShape With(params IEnumerable<Column> columns)
    {
        var byName = _columns.ToDictionary(column => column.Name);
        foreach (Column column in columns)
            byName[column.Name] = column;

        return new SchemaShape(byName.Values);
    }

    /// <summary>The shape of one column.</summary>
    public readonly struct Column
    {
        public readonly string Name;
        public readonly VectorKind Kind;
        public readonly DataViewType ItemType;
        public readonly bool IsKey;
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations = null)
            => (Name, Kind, ItemType, IsKey, Annotations) = (name, vecKind, itemType, isKey, annotations ?? Empty);

        /// <summary>How the items of a column are laid out.</summary>
        public enum VectorKind
        {
            Scalar,
            Vector,
            VariableVector,
        }

        internal static Column Create(string name, DataViewType type, SchemaShape? annotations = null)
        {
            var vector = type as VectorDataViewType;
            VectorKind kind = vector is null ? VectorKind.Scalar
                : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
            DataViewType itemType = vector?.ItemType ?? type;
            return itemType is KeyDataViewType
                ? new Column(name, kind, PrimitiveTypes.Find(itemType.RawType)!, isKey: true, annotations)
                : new Column(name, kind, itemType, isKey: false, annotations);
        }

        internal Column Renamed(string name) => new(name, Kind, ItemType, IsKey, Annotations);
    }
}
