using System.Buffers.Binary;
using System.IO.Compression;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Inflates and unfilters the rows of a PNG file and turns their samples into pixels.</summary>
internal sealed class PngDecoder(PngFile file)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
    [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ];

    private readonly PngHeader _header = file.Header;

    public Image<TPixel> Decode<TPixel>(DecoderOptions options)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        if (file.CompressedData.Length == 0)
            throw new InvalidImageContentException("PNG Image does not contain a data chunk.");

        Image<TPixel> image = ImageFormat.Allocate<TPixel>(options, _header.Width, _header.Height);
        using Stream samples = Inflate(file.CompressedData);
        Rgba32[] pixels = new Rgba32[_header.Width];
        int bytesPerPixel = Math.Max(1, _header.BitsPerPixel / 8);
        foreach ((int firstX, int firstY, int stepX, int stepY) in _header.Interlaced ? Adam7 : [(0, 0, 1, 1)])
        {
            int columns = (_header.Width - firstX + stepX - 1) / stepX;
            if (columns <= 0)
                continue;

            int bytesPerRow = checked((int)((((long)columns * _header.BitsPerPixel) + 7) / 8));
            byte[] row = new byte[1 + bytesPerRow];
            byte[] above = new byte[1 + bytesPerRow];
            for (int y = firstY; y < _header.Height; y += stepY)
            {
                // What is missing at the end of the data stays blank.
                if (samples.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
                    return image;

                PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), bytesPerPixel);
                Unpack(row.AsSpan(1), pixels.AsSpan(0, columns));
                Span<TPixel> target = image.Row(y);
                for (int i = 0; i < columns; i++)
                    target[firstX + (i * stepX)].FromRgba32(pixels[i]);
                (row, above) = (above, row);
            }
        }

        return image;
    }

    // As ImageSharp does, and unlike ZLibStream, this leaves the checksum at the end unread: each chunk has its own.
    private static DeflateStream Inflate(MemoryStream zlib)
    {
        zlib.Position = 0;
        int method = zlib.ReadByte();
        int flags = zlib.ReadByte();
        if ((method & 15) != 8)
            throw new ImageFormatException($"Bad method for ZLIB header: cmf={method}");
        if (method >> 4 > 7)
            throw new ImageFormatException($"Invalid window size for ZLIB header: cinfo={method >> 4}");

        const int HasDictionary = 32;
        if ((flags & HasDictionary) != 0)
            zlib.Position += 4;
        return new DeflateStream(zlib, CompressionMode.Decompress);
    }

    private void Unpack(ReadOnlySpan<byte> row, Span<Rgba32> pixels)
    {
        int[]? transparent = file.TransparentColor;
        switch (_header.ColorType)
        {
            case PngColorType.Grayscale:
                for (int x = 0; x < pixels.Length; x++)
                {
                    int sample = Sample(row, x);
                    byte gray = ToByte(sample);
                    pixels[x] = new Rgba32(gray, gray, gray, Alpha(transparent is not null && sample == transparent[0]));
                }

                break;
            case PngColorType.GrayscaleWithAlpha:
                for (int x = 0; x < pixels.Length; x++)
                {
                    byte gray = ToByte(Sample(row, 2 * x));
                    pixels[x] = new Rgba32(gray, gray, gray, ToByte(Sample(row, (2 * x) + 1)));
                }

                break;
            case PngColorType.Palette:
                Rgba32[] palette = file.Palette
                    ?? throw new InvalidImageContentException("PNG Image does not contain a palette chunk.");
                for (int x = 0; x < pixels.Length; x++)
                    pixels[x] = palette[Math.Min(Sample(row, x), palette.Length - 1)];
                break;
            case PngColorType.Rgb:
                for (int x = 0; x < pixels.Length; x++)
                {
                    (int r, int g, int b) = (Sample(row, 3 * x), Sample(row, (3 * x) + 1), Sample(row, (3 * x) + 2));
                    bool clear = transparent is not null && r == transparent[0] && g == transparent[1] && b == transparent[2];
                    pixels[x] = new Rgba32(ToByte(r), ToByte(g), ToByte(b), Alpha(clear));
                }

                break;
            case PngColorType.RgbWithAlpha:
                for (int x = 0; x < pixels.Length; x++)
                {
                    pixels[x] = new Rgba32(
                        ToByte(Sample(row, 4 * x)),
                        ToByte(Sample(row, (4 * x) + 1)),
                        ToByte(Sample(row, (4 * x) + 2)),
                        ToByte(Sample(row, (4 * x) + 3)));
                }

                break;
        }
    }

    private static byte Alpha(bool transparent) => transparent ? byte.MinValue : byte.MaxValue;

    private int Sample(ReadOnlySpan<byte> row, int index)
    {
        switch (_header.BitDepth)
        {
            case 8:
                return row[index];
            case 16:
                return BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]);
            default:
                int bit = index * _header.BitDepth;
                return (row[bit / 8] >> (8 - _header.BitDepth - (bit % 8))) & ((1 << _header.BitDepth) - 1);
        }
    }

    private byte ToByte(int sample) => _header.BitDepth switch
    {
        8 => (byte)sample,
        16 => (byte)(((sample * byte.MaxValue) + 32895) >> 16),
        _ => (byte)(sample * (byte.MaxValue / ((1 << _header.BitDepth) - 1))),
    };
}
