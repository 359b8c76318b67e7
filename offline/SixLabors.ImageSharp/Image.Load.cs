using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

public abstract partial class Image
{
    public static ImageInfo Identify(ReadOnlySpan<byte> buffer) => Identify(DecoderOptions.Default, buffer);

    public static ImageInfo Identify(DecoderOptions options, ReadOnlySpan<byte> buffer)
        => FormatOf(options, buffer).Identify(buffer);

    public static Image<TPixel> Load<TPixel>(string path)
        where TPixel : unmanaged, IPixel<TPixel>
        => Load<TPixel>(DecoderOptions.Default, path);

    public static Image<TPixel> Load<TPixel>(DecoderOptions options, string path)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using FileStream stream = File.OpenRead(path);
        return Load<TPixel>(options, stream);
    }

    public static Image<TPixel> Load<TPixel>(Stream stream)
        where TPixel : unmanaged, IPixel<TPixel>
        => Load<TPixel>(DecoderOptions.Default, stream);

    public static Image<TPixel> Load<TPixel>(DecoderOptions options, Stream stream)
        where TPixel : unmanaged, IPixel<TPixel>
        => Load<TPixel>(options, ReadToEnd(options, stream));

    public static Image<TPixel> Load<TPixel>(DecoderOptions options, ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel>
        => FormatOf(options, data).Decode<TPixel>(options, data);

    private static ImageFormat FormatOf(DecoderOptions options, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(options);

        // To ImageSharp, which pins the span, no bytes are a null pointer.
        if (data.IsEmpty)
            throw new ArgumentNullException(nameof(data));

        foreach (ImageFormat format in options.Configuration.Formats)
        {
            if (format.Matches(data))
                return format;
        }

        throw UnknownFormat(options);
    }

    private static ReadOnlySpan<byte> ReadToEnd(DecoderOptions options, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new NotSupportedException("Cannot read from the stream.");

        MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.Length > 0 ? copy.GetBuffer().AsSpan(0, (int)copy.Length) : throw UnknownFormat(options);
    }

    private static UnknownImageFormatException UnknownFormat(DecoderOptions options)
    {
        IEnumerable<string> lines = options.Configuration.Formats.Select(format => $" - {format.Name}");
        return new(string.Join(Environment.NewLine, ["Image cannot be loaded. Available decoders:", .. lines]));
    }
}
