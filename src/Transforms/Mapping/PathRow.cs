using Microsoft.ML.Data;
using MlNetShallow.Pixels;

namespace MlNetShallow.Mapping;

/// <summary>A picture in a file.</summary>
internal sealed class PathRow : ImageRow
{
    // What stands for bytes that are no character.
    private const char Undecoded = '\ufffd';
    private const string NotUtf8 = ": its name has bytes that are no UTF-8, and cannot be opened by it; rename the file";

    [ColumnName(PrivateColumns.Source)]
    public ReadOnlyMemory<char> Path { get; set; }

    internal override string Describe(ImageFlatteningEstimator.Options options)
        => options.ImageFolder is null ? $"'{Path}'" : $"'{Path}' in the folder '{options.ImageFolder}'";

    internal override ReadOnlySpan<byte> Read(ImageReader reader, ImageFlatteningEstimator.Options options)
    {
        if (Path.Span.IsWhiteSpace())
            throw new FormatException("the path is empty");
        string file = System.IO.Path.Combine(options.ImageFolder ?? "", Path.ToString());
        try
        {
            return PictureFile.Decode(file, reader, new PictureLimits(options.PixelCap));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException(
                $"The picture {Describe(options)} does not exist{(file.Contains(Undecoded) ? NotUtf8 : "")}.", file, exception);
        }
    }
}
