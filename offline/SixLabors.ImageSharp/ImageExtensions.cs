using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;

namespace SixLabors.ImageSharp;

/// <summary>Writes images to files and streams.</summary>
public static class ImageExtensions
{
    public static void SaveAsPng(this Image source, string path)
    {
        using FileStream stream = File.Create(path);
        source.SaveAsPng(stream);
    }

    public static void SaveAsPng(this Image source, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PngWriter.Write(source, stream);
    }

    public static void SaveAsJpeg(this Image source, string path, JpegEncoder encoder)
    {
        using FileStream stream = File.Create(path);
        source.SaveAsJpeg(stream, encoder);
    }

    public static void SaveAsJpeg(this Image source, Stream stream, JpegEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(encoder);
        encoder.Encode(source, stream);
    }
}
