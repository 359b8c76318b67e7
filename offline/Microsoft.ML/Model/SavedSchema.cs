using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Writes and reads the names and types of columns.</summary>
internal static class SavedSchema
{
    private const byte KeyCode = 254;
    private const byte VectorCode = 255;

    // A type is saved as its index here: append only.
    private static readonly PrimitiveDataViewType[] Primitives =
    [
        BooleanDataViewType.Instance, TextDataViewType.Instance,
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
        NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double,
    ];

    /// <summary>Columns of other types, images among them, are left out, as ML.NET does.</summary>
    internal static void Write(BinaryWriter writer, DataViewSchema schema)
    {
        DataViewSchema.Column[] columns = [.. schema.Where(column => CanSave(column.Type))];
        Contracts.Check(columns.Length > 0, "No valid columns to save");
        writer.Write(columns.Length);
        foreach (DataViewSchema.Column column in columns)
        {
            writer.Write(column.Name);
            WriteType(writer, column.Type);
        }
    }

    internal static DataViewSchema Read(BinaryReader reader)
    {
        var builder = new DataViewSchema.Builder();
        for (int remaining = reader.ReadInt32(); remaining > 0; remaining--)
            builder.AddColumn(reader.ReadString(), ReadType(reader));

        return builder.ToSchema();
    }

    internal static void WriteType(BinaryWriter writer, DataViewType type)
    {
        switch (type)
        {
            case VectorDataViewType vector:
                writer.Write(VectorCode);
                WriteType(writer, vector.ItemType);
                writer.Write(vector.Dimensions.Length);
                foreach (int dimension in vector.Dimensions)
                    writer.Write(dimension);
                break;
            case KeyDataViewType key:
                writer.Write(KeyCode);
                writer.Write((byte)Array.FindIndex(Primitives, primitive => primitive.RawType == key.RawType));
                writer.Write(key.Count);
                break;
            default:
                writer.Write((byte)Array.IndexOf(Primitives, type));
                break;
        }
    }

    internal static DataViewType ReadType(BinaryReader reader)
    {
        byte code = reader.ReadByte();
        if (code == KeyCode)
            return new KeyDataViewType(Primitives[reader.ReadByte()].RawType, reader.ReadUInt64());
        if (code != VectorCode)
            return Primitives[code];

        var itemType = (PrimitiveDataViewType)ReadType(reader);
        var dimensions = new int[reader.ReadInt32()];
        for (int i = 0; i < dimensions.Length; i++)
            dimensions[i] = reader.ReadInt32();

        return new VectorDataViewType(itemType, dimensions);
    }

    private static bool CanSave(DataViewType type) => type switch
    {
        VectorDataViewType vector => CanSave(vector.ItemType),
        KeyDataViewType => true,
        _ => Primitives.Contains(type),
    };
}
