using System.Globalization;

namespace Microsoft.ML;

/// <summary>Writes and reads values of any primitive type, and what columns are annotated with, as texts.</summary>
internal static class ValueCodec
{
    internal static string Format(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    internal static object Parse(DataViewType type, string text) => type is TextDataViewType
        ? text.AsMemory()
        : Convert.ChangeType(text, type.RawType, CultureInfo.InvariantCulture);

    internal static void WriteAnnotations(this BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        writer.Write(annotations.Schema.Count);
        foreach (DataViewSchema.Column column in annotations.Schema)
        {
            writer.Write(column.Name);
            writer.WriteType(column.Type);
            Delegate read = column.Type is VectorDataViewType ? ReadVector<int> : ReadValue<int>;
            writer.WriteStrings(Generics.Invoke<string[]>(read, [ItemType(column.Type).RawType], annotations, column.Name));
        }
    }

    internal static DataViewSchema.Annotations ReadAnnotations(this BinaryReader reader)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        for (int i = reader.ReadInt32(); i > 0; i--)
        {
            string kind = reader.ReadString();
            DataViewType type = reader.ReadType();
            Delegate add = type is VectorDataViewType ? AddVector<int> : AddValue<int>;
            Generics.Invoke<object?>(add, [ItemType(type).RawType], builder, kind, type, reader.ReadStrings());
        }

        return builder.ToAnnotations();
    }

    private static PrimitiveDataViewType ItemType(DataViewType type)
        => (type as VectorDataViewType)?.ItemType ?? (PrimitiveDataViewType)type;

    private static string[] ReadValue<T>(DataViewSchema.Annotations annotations, string kind)
    {
        T value = default!;
        annotations.GetValue(kind, ref value);
        return [Format(value)];
    }

    private static string[] ReadVector<T>(DataViewSchema.Annotations annotations, string kind)
    {
        VBuffer<T> values = default;
        annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => Format(value))];
    }

    private static object? AddValue<T>(
        DataViewSchema.Annotations.Builder builder, string kind, DataViewType type, string[] texts)
    {
        var parsed = (T)Parse(type, texts[0]);
        builder.Add(kind, type, (ref T value) => value = parsed);
        return null;
    }

    private static object? AddVector<T>(
        DataViewSchema.Annotations.Builder builder, string kind, DataViewType type, string[] texts)
    {
        PrimitiveDataViewType itemType = ItemType(type);
        builder.AddVector(kind, itemType, Array.ConvertAll(texts, text => (T)Parse(itemType, text)));
        return null;
    }
}
