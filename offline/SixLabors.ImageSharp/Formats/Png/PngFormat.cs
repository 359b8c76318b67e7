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

    public override Image<TPixel> Decode<TPixel>(DecoderOptions options, ReadOnlySpan<byte> data)
        => new PngDecoder(PngFile.Parse(data)).Decode<TPixel>(options);
}
