using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MlNetShallow.Input;

/// <summary>What a column holds, whether promised by a pipeline or there in the data.</summary>
internal readonly record struct ColumnShape(DataViewType ItemType, bool IsKey, VectorKind Kind)
{
    public static ColumnShape? Find(SchemaShape schema, string name)
    {
        foreach (SchemaShape.Column column in schema)
        {
            if (column.Name == name)
                return new(column.ItemType, column.IsKey, column.Kind);
        }

        return null;
    }

    public static ColumnShape? Find(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            return null;
        var vector = column.Type as VectorDataViewType;
        DataViewType item = vector?.ItemType ?? column.Type;
        VectorKind kind = vector is null ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
        return new(item, item is KeyDataViewType, kind);
    }

    public override string ToString()
    {
        string item = IsKey && ItemType is not KeyDataViewType ? $"Key<{ItemType}>" : ItemType.ToString()!;
        return Kind switch
        {
            VectorKind.Vector => $"Vector<{item}>",
            VectorKind.VariableVector => $"a Vector<{item}> whose size is not known",
            _ => item,
        };
    }
}
