namespace Microsoft.ML;

/// <summary>Writes and reads what saved models are made of.</summary>
internal static class BinaryExtensions
{
    internal static void WriteStrings(this BinaryWriter writer, params string[] values)
    {
        writer.Write(values.Length);
        Array.ForEach(values, writer.Write);
    }

    internal static string[] ReadStrings(this BinaryReader reader) => reader.ReadMany(reader.ReadString);

    /// <summary>Columns of other types, images among them, are left out, as ML.NET does.</summary>
    internal static void WriteSchema(this BinaryWriter writer, DataViewSchema schema)
    {
        DataViewSchema.Column[] columns =
            [.. schema.Where(column => column.Type is PrimitiveDataViewType or VectorDataViewType)];
        Contracts.Check(columns.Length > 0, "No valid columns to save");
        writer.WriteStrings([.. columns.Select(column => column.Name)]);
        Array.ForEach(columns, column => writer.WriteType(column.Type));
    }

    internal static DataViewSchema ReadSchema(this BinaryReader reader)
    {
        var builder = new DataViewSchema.Builder();
        foreach (string name in reader.ReadStrings())
            builder.AddColumn(name, reader.ReadType());
        return builder.ToSchema();
    }

    /// <summary>Writes the item's type, its count if it is a key (else 0), and the dimensions (of a scalar, none).</summary>
    internal static void WriteType(this BinaryWriter writer, DataViewType type)
    {
        var vector = type as VectorDataViewType;
        DataViewType itemType = vector?.ItemType ?? type;
        writer.Write((byte)PrimitiveTypes.All.TakeWhile(known => known.RawType != itemType.RawType).Count());
        writer.Write((itemType as KeyDataViewType)?.Count ?? 0);
        int[] dimensions = vector is null ? [] : [.. vector.Dimensions];
        writer.Write(dimensions.Length);
        Array.ForEach(dimensions, writer.Write);
    }

    internal static DataViewType ReadType(this BinaryReader reader)
    {
        PrimitiveDataViewType itemType = PrimitiveTypes.All[reader.ReadByte()];
        ulong count = reader.ReadUInt64();
        if (count > 0)
            itemType = new KeyDataViewType(itemType.RawType, count);
        int[] dimensions = reader.ReadMany(reader.ReadInt32);
        return dimensions.Length == 0 ? itemType : new VectorDataViewType(itemType, dimensions);
    }

    internal static T[] ReadMany<T>(this BinaryReader reader, Func<T> read) =>
        [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => read())];
}
