using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>The headers of a bitmap file and where its pixels are.</summary>
internal readonly record struct BmpHeader(int Width, int Height, bool TopDown, int BitsPerPixel, int PixelOffset)
{
    private const int FileHeaderLength = 14;
    private const int CoreLength = 12;
    private const int InfoLength = 40;
    private const int MaxLength = 124;
    private const int Uncompressed = 0;
    private const int BitFields = 3;

    public int HeaderLength { get; private init; }

    public int PaletteEntryLength { get; private init; }

    public bool AlphaIsOptional { get; private init; }

    /// <summary>The bits of red, green, blue and alpha in a 16- or 32-bit pixel.</summary>
    public uint[] Masks { get; private init; } = [];

    public int PaletteOffset => FileHeaderLength + HeaderLength;

    public static BmpHeader Parse(ReadOnlySpan<byte> data)
    {
        int headerLength = data.Length < FileHeaderLength + 4
            ? 0
            : BinaryPrimitives.ReadInt32LittleEndian(data[FileHeaderLength..]);
        if (headerLength is not CoreLength and (< InfoLength or > MaxLength))
            throw new NotSupportedException($"ImageSharp does not support this BMP file. HeaderSize is '{headerLength}'.");
        if (data.Length < FileHeaderLength + headerLength)
            throw new InvalidImageContentException("The BMP file ends within its header.");

        int pixelOffset = BinaryPrimitives.ReadInt32LittleEndian(data[10..]);
        if (pixelOffset < 0 || pixelOffset > data.Length)
        {
            throw new InvalidImageContentException(
                "Invalid file header offset found. Offset is greater than the stream length.");
        }

        ReadOnlySpan<byte> info = data[FileHeaderLength..];
        if (headerLength == CoreLength)
        {
            return new BmpHeader(
                BinaryPrimitives.ReadUInt16LittleEndian(info[4..]),
                BinaryPrimitives.ReadUInt16LittleEndian(info[6..]),
                TopDown: false,
                Supported(BinaryPrimitives.ReadUInt16LittleEndian(info[10..])),
                pixelOffset) { HeaderLength = headerLength, PaletteEntryLength = 3, Masks = [0x7C00, 0x3E0, 0x1F, 0] };
        }

        int height = BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        int bitsPerPixel = Supported(BinaryPrimitives.ReadUInt16LittleEndian(info[14..]));
        int compression = BinaryPrimitives.ReadInt32LittleEndian(info[16..]);
        if (compression is not (Uncompressed or BitFields))
            throw new NotSupportedException($"The subset does not decode compressed BMP files (compression {compression}).");

        return new BmpHeader(
            BinaryPrimitives.ReadInt32LittleEndian(info[4..]), Math.Abs(height), height < 0, bitsPerPixel, pixelOffset)
        {
            HeaderLength = headerLength,
            PaletteEntryLength = 4,
            Masks = compression == BitFields ? ReadMasks(info, headerLength) : DefaultMasks(bitsPerPixel),
            AlphaIsOptional = headerLength == InfoLength,
        };
    }

    private static int Supported(int bitsPerPixel) => bitsPerPixel is 1 or 2 or 4 or 8 or 16 or 24 or 32
        ? bitsPerPixel
        : throw new NotSupportedException($"ImageSharp does not support BMP files with {bitsPerPixel} bits per pixel.");

    private static uint[] ReadMasks(ReadOnlySpan<byte> info, int headerLength)
    {
        // The masks follow a header of 40 bytes and are a part of the longer ones, which have one for alpha as well.
        uint[] masks = new uint[4];
        int count = headerLength < 56 ? 3 : 4;
        if (info.Length < InfoLength + (4 * count))
            throw new InvalidImageContentException("The BMP file ends within its color masks.");
        for (int i = 0; i < count; i++)
            masks[i] = BinaryPrimitives.ReadUInt32LittleEndian(info[(InfoLength + (4 * i))..]);
        return masks;
    }

    private static uint[] DefaultMasks(int bitsPerPixel)
        => bitsPerPixel == 16 ? [0x7C00, 0x3E0, 0x1F, 0] : [0xFF0000, 0xFF00, 0xFF, 0xFF000000];
}
