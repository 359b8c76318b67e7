using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Writes an image as PNG: grey, truecolour or truecolour with alpha, as its pixel type is.</summary>
internal static class PngWriter
{
    public static void Write(Image image, Stream stream)
    {
        PngColorType colorType = image switch
        {
            Image<L8> => PngColorType.Grayscale,
            Image<Rgb24> => PngColorType.Rgb,
            _ => PngColorType.RgbWithAlpha,
        };
        PngHeader header = new(image.Width, image.Height, 8, colorType, Interlaced: false);
        byte[] headerData = new byte[PngHeader.Length];
        header.Write(headerData);

        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
            WriteRows(image, header, zlib);

        stream.Write(PngFile.Signature);
        WriteChunk(stream, "IHDR"u8, headerData);
        WriteChunk(stream, "IDAT"u8, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static void WriteRows(Image image, PngHeader header, ZLibStream zlib)
    {
        int bytesPerPixel = header.BitsPerPixel / 8;
        Rgba32[] pixels = new Rgba32[image.Width];
        byte[] row = new byte[image.Width * bytesPerPixel];
        byte[] above = new byte[row.Length];
        byte[] filtered = new byte[row.Length];
        byte[] best = new byte[row.Length];
        for (int y = 0; y < image.Height; y++)
        {
            image.CopyRowTo(y, pixels);
            ReadOnlySpan<byte> rgba = MemoryMarshal.AsBytes(pixels.AsSpan());
            for (int x = 0; x < pixels.Length; x++)
                rgba.Slice(4 * x, bytesPerPixel).CopyTo(row.AsSpan(x * bytesPerPixel));

            // The filter with the smallest sum of differences most often compresses best.
            int bestFilter = 0;
            long bestCost = long.MaxValue;
            for (int filter = 0; filter < PngFilter.Count; filter++)
            {
                PngFilter.Apply(filter, row, above, bytesPerPixel, filtered);
                long cost = 0;
                foreach (byte value in filtered)
                    cost += Math.Abs((int)(sbyte)value);
                if (cost < bestCost)
                {
                    (bestCost, bestFilter) = (cost, filter);
                    (best, filtered) = (filtered, best);
                }
            }

            zlib.WriteByte((byte)bestFilter);
            zlib.Write(best);
            (row, above) = (above, row);
        }
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        type.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        uint crc = Crc32.Compute(chunk.AsSpan(4, 4 + content.Length));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), crc);
        stream.Write(chunk);
    }
}
