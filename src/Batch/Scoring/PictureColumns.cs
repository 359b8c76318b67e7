using MlNetShallow.Data.Pictures;

namespace MlNetShallow.Batch.Scoring;

/// <summary>What a picture has in a model's columns: its path.</summary>
internal static class PictureColumns
{
    public static Dictionary<string, ColumnValue> Create() => new()
    {
        [nameof(Picture.ImagePath)] = new ColumnValue<ReadOnlyMemory<char>>(
            static (in Inputs.InputItem item, ref ReadOnlyMemory<char> path) => path = item.Name.AsMemory()),
    };
}
