namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>JPEG: baseline, extended and progressive, Huffman-coded.</summary>
internal sealed class JpegFormat : ImageFormat
{
    private const int MinLength = 11;

    public override string Name => "JPEG";

    public override bool Matches(ReadOnlySpan<byte> data)
        => data.Length >= MinLength
            && ((data[0] == 0xFF && data[1] == JpegMarker.StartOfImage)
                || data[6..].StartsWith("JFIF\0"u8)
                || data[6..].StartsWith("Exif\0"u8));

    public override ImageInfo Identify(ReadOnlySpan<byte> data)
    {
        JpegFrame frame = new JpegDecoder(data).Read(headerOnly: true);
        return new ImageInfo(frame.Width, frame.Height);
    }

    public override Image<TPixel> Decode<TPixel>(DecoderOptions options, ReadOnlySpan<byte> data)
    {
        JpegDecoder decoder = new(data);
        JpegFrame frame = decoder.Read(headerOnly: false);
        return new JpegRenderer(frame, decoder.QuantizationTables).Render<TPixel>(options);
    }
}
