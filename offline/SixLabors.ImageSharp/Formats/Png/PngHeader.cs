using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The IHDR chunk.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    public const int Length = 13;

    public int BitsPerPixel => BitDepth * ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayscaleWithAlpha => 2,
        PngColorType.RgbWithAlpha => 4,
        _ => 1,
    };

    public static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length < Length)
            throw new InvalidImageContentException($"The PNG header chunk has {data.Length} bytes instead of {Length}.");

        PngColorType colorType = (PngColorType)data[9];
        int bitDepth = data[8];
        bool supported = colorType switch
        {
            PngColorType.Grayscale => bitDepth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => bitDepth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayscaleWithAlpha or PngColorType.RgbWithAlpha => bitDepth is 8 or 16,
            _ => throw new NotSupportedException($"Invalid or unsupported color type. Was '{colorType}'."),
        };
        if (!supported)
            throw new NotSupportedException($"Invalid or unsupported bit depth. Was '{bitDepth}'.");
        if (data[11] != 0)
            throw new NotSupportedException($"Invalid filter method. Expected 0. Was '{data[11]}'.");
        if (data[12] > 1)
            throw new NotSupportedException($"Invalid interlace method. Expected 'None' or 'Adam7'. Was '{data[12]}'.");

        int width = BinaryPrimitives.ReadInt32BigEndian(data);
        int height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
        return new PngHeader(width, height, bitDepth, colorType, data[12] == 1);
    }

    public void Write(Span<byte> data)
    {
        data.Clear();
        BinaryPrimitives.WriteInt32BigEndian(data, Width);
        BinaryPrimitives.WriteInt32BigEndian(data[4..], Height);
        data[8] = (byte)BitDepth;
        data[9] = (byte)ColorType;
        data[12] = (byte)(Interlaced ? 1 : 0);
    }
}
