using System.Collections;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What an estimator asks of a schema or promises of one: vectors without sizes, keys without counts.</summary>
public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape Empty = new([]);

    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (!_columns.All(column => column.IsValid))
            throw new ArgumentOutOfRangeException(nameof(columns), "Some items are not initialized properly.");
    }

    public int Count => _columns.Length;

    public Column this[int index] => _columns[index];

    public IEnumerator<Column> GetEnumerator() => _columns.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static SchemaShape Create(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new(schema.Where(column => !column.IsHidden).Select(column => Column.Create(
            column.Name,
            column.Type,
            new SchemaShape(column.Annotations.Schema.Select(annotation => Column.Create(annotation.Name, annotation.Type))))));
    }

    internal bool TryFindColumn(string name, out Column column)
    {
        ArgumentNullException.ThrowIfNull(name);
        column = Array.Find(_columns, candidate => candidate.Name == name);
        return column.IsValid;
    }

    internal Column Find(string name) =>
        TryFindColumn(name, out Column column) ? column : throw Contracts.MissingColumn("inputSchema", "input", name);

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
        {
            Name = name;
            Kind = vecKind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? Empty;
        }

        /// <summary>How the items of a column are laid out.</summary>
        public enum VectorKind
        {
            Scalar,
            Vector,
            VariableVector,
        }

        internal bool IsValid => Name is not null;

        internal static Column Create(string name, DataViewType type, SchemaShape? annotations = null)
        {
            var vector = type as VectorDataViewType;
            VectorKind kind = vector switch
            {
                null => VectorKind.Scalar,
                { IsKnownSize: true } => VectorKind.Vector,
                _ => VectorKind.VariableVector,
            };
            DataViewType itemType = vector?.ItemType ?? type;
            bool isKey = itemType is KeyDataViewType;
            if (isKey && PrimitiveTypes.TryGet(itemType.RawType, out PrimitiveDataViewType? keyItemType))
                itemType = keyItemType;

            return new Column(name, kind, itemType, isKey, annotations);
        }

        internal Column Renamed(string name) => new(name, Kind, ItemType, IsKey, Annotations);

        internal bool Has(string annotationKind) => Annotations.TryFindColumn(annotationKind, out _);
    }
}
