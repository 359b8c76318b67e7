using System.Buffers.Binary;
using System.Numerics;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>Windows bitmaps, uncompressed.</summary>
internal sealed class BmpFormat : ImageFormat
{
    public override string Name => "BMP";

    public override bool Matches(ReadOnlySpan<byte> data) => data.StartsWith("BM"u8);

    public override ImageInfo Identify(ReadOnlySpan<byte> data)
    {
        BmpHeader header = BmpHeader.Parse(data);
        return new ImageInfo(header.Width, header.Height);
    }

    public override Image<TPixel> Decode<TPixel>(DecoderOptions options, ReadOnlySpan<byte> data)
    {
        BmpHeader header = BmpHeader.Parse(data);
        Image<TPixel> image = Allocate<TPixel>(options, header.Width, header.Height);
        byte[] row = new byte[((((long)header.Width * header.BitsPerPixel) + 31) / 32) * 4];
        ReadOnlySpan<byte> rows = data[header.PixelOffset..];
        ReadOnlySpan<byte> palette = data[header.PaletteOffset..Math.Max(header.PaletteOffset, header.PixelOffset)];
        bool hasAlpha = HasAlpha(header, rows);
        for (int y = 0; y < header.Height; y++)
        {
            if (rows.IsEmpty)
                throw new InvalidImageContentException("Could not read enough data for a pixel row!");

            int length = Math.Min(row.Length, rows.Length);
            rows[..length].CopyTo(row);
            rows = rows[length..];
            Span<TPixel> target = image.Row(header.TopDown ? y : header.Height - 1 - y);
            for (int x = 0; x < target.Length; x++)
            {
                Rgba32 pixel = header.BitsPerPixel <= 8 ? Indexed(header, palette, row, x) : Direct(header, row, x);
                target[x].FromRgba32(hasAlpha ? pixel : pixel with { A = byte.MaxValue });
            }
        }

        return image;
    }

    // In the oldest 32-bit files the fourth byte means something only if it is set anywhere.
    private static bool HasAlpha(BmpHeader header, ReadOnlySpan<byte> rows)
    {
        if (header.BitsPerPixel != 32 || header.Masks[3] == 0)
            return false;
        if (!header.AlphaIsOptional)
            return true;

        for (int i = 3; i < rows.Length; i += 4)
        {
            if (rows[i] != 0)
                return true;
        }

        return false;
    }

    private static Rgba32 Indexed(BmpHeader header, ReadOnlySpan<byte> palette, byte[] row, int x)
    {
        int bit = x * header.BitsPerPixel;
        int index = (row[bit / 8] >> (8 - header.BitsPerPixel - (bit % 8))) & ((1 << header.BitsPerPixel) - 1);
        int start = index * header.PaletteEntryLength;
        if (start + 3 > palette.Length)
            throw new ImageFormatException("Bitmap does not have a valid format.");
        return new Rgba32(palette[start + 2], palette[start + 1], palette[start]);
    }

    private static Rgba32 Direct(BmpHeader header, byte[] row, int x)
    {
        int start = x * (header.BitsPerPixel / 8);
        if (header.BitsPerPixel == 24)
            return new Rgba32(row[start + 2], row[start + 1], row[start]);

        uint value = header.BitsPerPixel == 16
            ? BinaryPrimitives.ReadUInt16LittleEndian(row.AsSpan(start))
            : BinaryPrimitives.ReadUInt32LittleEndian(row.AsSpan(start));
        return new Rgba32(
            Channel(value, header.Masks[0]),
            Channel(value, header.Masks[1]),
            Channel(value, header.Masks[2]),
            Channel(value, header.Masks[3]));
    }

    // Fewer than eight bits are repeated downwards, so that all ones become 255.
    private static byte Channel(uint value, uint mask)
    {
        if (mask == 0)
            return 0;

        int bits = BitOperations.PopCount(mask);
        uint channel = (value & mask) >> BitOperations.TrailingZeroCount(mask);
        return bits >= 8
            ? (byte)(channel >> (bits - 8))
            : (byte)((channel << (8 - bits)) | (channel >> Math.Max(0, (2 * bits) - 8)));
    }
}
