using System.Buffers;
using Microsoft.ML.Data;
using MlNetShallow.Pixels;

namespace MlNetShallow.Mapping;

/// <summary>A picture in a file.</summary>
internal sealed class PathRow : ImageRow
{
    // Of the formats that are read, PNG with 16 bits a channel takes the most for a pixel; the rest is for what is no pixel.
    private const long MostBytesPerPixel = 8;
    private const long BytesBesidePixels = 16 << 20;

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
            return Decode(file, reader, options.PixelCap);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"The picture {Describe(options)} does not exist.", file, exception);
        }
    }

    private static ReadOnlySpan<byte> Decode(string file, ImageReader reader, int pixelCap)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        long largest = Math.Min((MostBytesPerPixel * pixelCap) + BytesBesidePixels, Array.MaxLength);
        if (stream.Length > largest)
        {
            throw new FormatException($"it has {stream.Length} bytes, more than the {largest} that are read with a " +
                $"{nameof(ImageFlatteningEstimator.Options.PixelCap)} of {pixelCap}");
        }

        int length = (int)stream.Length;
        byte[] content = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            stream.ReadExactly(content, 0, length);
            return reader.Decode(content.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }
}
