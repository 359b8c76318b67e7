using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MlNetShallow.Scoring;

/// <summary>The values that the keys of a label stand for. Thread-safe.</summary>
internal abstract class KeyValues(VectorDataViewType type)
{
    public const string Kind = "KeyValues";

    public VectorDataViewType Type => type;

    /// <summary>The values that a column is annotated with; null where it is with none.</summary>
    public static KeyValues? Find(DataViewSchema.Column column)
        => column.Annotations.Schema.GetColumnOrNull(Kind)?.Type is VectorDataViewType { IsKnownSize: true } type
            ? Create(type, column.Annotations)
            : null;

    /// <summary>Values of the type that a column is promised to be annotated with; null where it is with none.</summary>
    public static KeyValues? Promised(SchemaShape.Column column, int count)
    {
        foreach (SchemaShape.Column annotation in column.Annotations)
        {
            if (annotation is { Name: Kind, Kind: VectorKind.Vector, ItemType: PrimitiveDataViewType item })
                return Create(new VectorDataViewType(item, count), annotations: null);
        }

        return null;
    }

    /// <summary>Annotates a column with the values.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder builder, string kind);

    public abstract string[] Texts();

    private static KeyValues Create(VectorDataViewType type, DataViewSchema.Annotations? annotations)
        => (KeyValues)Activator.CreateInstance(
            typeof(KeyValues<>).MakeGenericType(type.ItemType.RawType),
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null, [type, annotations], null)!;
}

/// <inheritdoc/>
internal sealed class KeyValues<T> : KeyValues
{
    private readonly VBuffer<T> _values;

    public KeyValues(VectorDataViewType type, DataViewSchema.Annotations? annotations)
        : base(type)
        => annotations?.GetValue(Kind, ref _values);

    public override void AddTo(DataViewSchema.Annotations.Builder builder, string kind)
        => builder.Add(kind, Type, (ref VBuffer<T> value) => _values.CopyTo(ref value));

    public override string[] Texts()
        => [.. _values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")];
}
