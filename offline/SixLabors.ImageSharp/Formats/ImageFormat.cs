using System.Runtime.CompilerServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats;

/// <summary>Recognises, measures and decodes one file format.</summary>
internal abstract class ImageFormat
{
    private const long MaxImageBytes = 4L << 30;

    public abstract string Name { get; }

    public abstract bool Matches(ReadOnlySpan<byte> data);

    public abstract ImageInfo Identify(ReadOnlySpan<byte> data);

    public abstract Image<TPixel> Decode<TPixel>(DecoderOptions options, ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel>;

    protected internal static Image<TPixel> Allocate<TPixel>(DecoderOptions options, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        long pixels = (long)width * height;
        if (pixels > Array.MaxLength || pixels * Unsafe.SizeOf<TPixel>() > MaxImageBytes)
        {
            throw new InvalidImageContentException(
                $"Cannot decode image. Failed to allocate buffers for possibly degenerate dimensions: {width}x{height}.");
        }

        return new Image<TPixel>(options.Configuration, width, height);
    }
}
