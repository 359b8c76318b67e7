using SkiaSharp;

namespace MlNetShallow.Pixels;

/// <summary>The few formats that are read. A decoder that is never called cannot be attacked, so it is chosen here, by how the
/// bytes start, before Skia sees them.</summary>
internal static class PictureFormat
{
    /// <summary>What an error calls them.</summary>
    public const string Names = "PNG, JPEG, BMP or WebP";

    /// <summary>The format that the bytes start as; null for any other.</summary>
    public static SKEncodedImageFormat? Of(ReadOnlySpan<byte> encoded) => encoded switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', ..] => SKEncodedImageFormat.Png,
        [0xFF, 0xD8, 0xFF, ..] => SKEncodedImageFormat.Jpeg,
        [(byte)'B', (byte)'M', ..] => SKEncodedImageFormat.Bmp,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..]
            => SKEncodedImageFormat.Webp,
        _ => null,
    };
}
