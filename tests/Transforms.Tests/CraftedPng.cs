using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlNetShallow.Transforms.Tests;

/// <summary>PNG files, chunk by chunk.</summary>
internal static class CraftedPng
{
    public static byte[] Of(params IEnumerable<byte[]> chunks)
        => [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. chunks.SelectMany(chunk => chunk), .. Chunk("IEND", [])];

    /// <summary>8 bits, R, G, B.</summary>
    public static byte[] Header(int width, int height, bool isInterlaced = false)
        => Chunk("IHDR", [.. BigEndian((uint)width), .. BigEndian((uint)height), 8, 2, 0, 0, (byte)(isInterlaced ? 1 : 0)]);

    public static byte[] Chunk(string kind, byte[] data)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(kind), .. data];
        return [.. BigEndian((uint)data.Length), .. checkedPart, .. BigEndian(Crc32(checkedPart))];
    }

    public static byte[] Deflate(byte[] data)
    {
        var stream = new MemoryStream();
        using (var deflating = new ZLibStream(stream, CompressionLevel.SmallestSize))
            deflating.Write(data);
        return stream.ToArray();
    }

    /// <summary>Rows of pixels, none filtered.</summary>
    public static byte[] Rows(byte[] rgb, int width)
        => [.. rgb.Chunk(width * 3).SelectMany(row => (byte[])[0, .. row])];

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static uint Crc32(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
