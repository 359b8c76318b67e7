using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MlNetShallow;

internal enum ImageInputKind
{
    Path,
    Encoded,
    Image,
}

/// <summary>Finds out what kind of pictures a column holds.</summary>
internal static class ImageInput
{
    public static ImageInputKind Find(SchemaShape schema, string columnName)
    {
        foreach (SchemaShape.Column column in schema)
        {
            if (column.Name != columnName)
                continue;
            bool isVector = column.Kind != SchemaShape.Column.VectorKind.Scalar;
            string found = (isVector ? $"Vector<{column.ItemType}>" : $"{column.ItemType}") + (column.IsKey ? " (key)" : "");
            return Find(column.IsKey ? null : column.ItemType, isVector) ?? throw Mismatch(columnName, Wanted, found);
        }

        throw Missing(columnName);
    }

    public static ImageInputKind Find(DataViewSchema schema, string columnName)
    {
        DataViewType type = (schema.GetColumnOrNull(columnName) ?? throw Missing(columnName)).Type;
        var vector = type as VectorDataViewType;
        return Find(vector?.ItemType ?? type, vector is not null) ?? throw Mismatch(columnName, Wanted, type.ToString());
    }

    public static string Describe(ImageInputKind kind) => kind switch
    {
        ImageInputKind.Path => "String (a path)",
        ImageInputKind.Encoded => "Vector<Byte> (an encoded picture)",
        _ => "Image",
    };

    public static ArgumentOutOfRangeException Mismatch(string columnName, string wanted, string? found)
        => new(paramName: null, $"Schema mismatch for input column '{columnName}': expected {wanted}, got {found}");

    private static string Wanted => string.Join(" or ", Enum.GetValues<ImageInputKind>().Select(Describe));

    private static ArgumentOutOfRangeException Missing(string columnName)
        => new(paramName: null, $"Could not find input column '{columnName}', wanted as {Wanted}");

    private static ImageInputKind? Find(DataViewType? itemType, bool isVector) => itemType switch
    {
        TextDataViewType when !isVector => ImageInputKind.Path,
        NumberDataViewType when isVector && itemType == NumberDataViewType.Byte => ImageInputKind.Encoded,
        ImageDataViewType when !isVector => ImageInputKind.Image,
        _ => null,
    };
}
