using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Portable Network Graphics.</summary>
internal sealed class PngFormat : ImageFormat
{
    public override string Name => "PNG";

    public override bool Matches(ReadOnlySpan<byte> data) => data.StartsWith(PngFile.Signature);

    public override ImageInfo Identify(ReadOnlySpan<byte> data)
    {
        PngHeader header = PngFile.Parse(data).Header;
        return new ImageInfo(header.Width, header.Height);
    }

    public override Image Decode(DecoderOptions options, ReadOnlySpan<byte> data)
    {
        PngFile file = PngFile.Parse(data);
        return file.Header.ColorType switch
        {
            PngColorType.Grayscale when file.TransparentColor is null => Decode<L8>(options, file),
            PngColorType.Rgb when file.TransparentColor is null => Decode<Rgb24>(options, file),
            _ => Decode<Rgba32>(options, file),
        };
    }

    public override Image<TPixel> Decode<TPixel>(DecoderOptions options, ReadOnlySpan<byte> data)
        => Decode<TPixel>(options, PngFile.Parse(data));

    private static Image<TPixel> Decode<TPixel>(DecoderOptions options, PngFile file)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        Image<TPixel> image = new PngDecoder(file).Decode<TPixel>(options);
        Resizer.ScaleToTargetSize(image, options);
        return image;
    }
}
