namespace Microsoft.ML.Data;

/// <summary>The annotations that many columns have.</summary>
public static class AnnotationsExtensions
{
    internal const string SlotNames = "SlotNames";
    internal const string KeyValues = "KeyValues";
    internal const string IsNormalized = "IsNormalized";

    public static void GetSlotNames(this DataViewSchema.Column column, ref VBuffer<ReadOnlyMemory<char>> slotNames)
        => column.Annotations.GetValue(SlotNames, ref slotNames);

    public static void GetKeyValues<TValue>(this DataViewSchema.Column column, ref VBuffer<TValue> keyValues)
        => column.Annotations.GetValue(KeyValues, ref keyValues);

    internal static DataViewSchema.Annotations WithVector<T>(string kind, PrimitiveDataViewType itemType, T[] values)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddVector(kind, itemType, values);
        return builder.ToAnnotations();
    }

    internal static void AddVector<T>(
        this DataViewSchema.Annotations.Builder builder, string kind, PrimitiveDataViewType itemType, T[] values)
        => builder.Add(
            kind,
            new VectorDataViewType(itemType, values.Length),
            (ref VBuffer<T> value) => new VBuffer<T>(values.Length, values).CopyTo(ref value));
}
