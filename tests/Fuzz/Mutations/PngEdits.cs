using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlNetShallow.Fuzz.Mutations;

/// <summary>Edits of a PNG's chunks and of what is compressed in them; checksums are right again.</summary>
internal static class PngEdits
{
    private const int Beside = 12;
    private const uint Polynomial = 0xEDB88320;

    private static readonly byte[] Depths = [1, 2, 4, 8, 16, 3];
    private static readonly byte[] ColorTypes = [0, 2, 3, 4, 6, 1];
    private static readonly int[] Sides = [0, 1, 2, 3, 4, 5, 7, 8, 9, 64, 65, 1000, 8192, 30_000, 65_535, 1 << 20, int.MaxValue];
    private static readonly string[] Kinds = ["tRNS", "PLTE", "zTXt", "iCCP", "eXIf", "gAMA", "acTL", "sBIT", "bKGD", "IDAT"];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsOne(byte[] bytes) => bytes.AsSpan().StartsWith(Signature);

    public static byte[] Apply(byte[] png, Random random)
    {
        List<Chunk> chunks = Parse(png);
        for (int left = random.Next(1, 4); left > 0; left--)
            Edit(chunks, random);
        return Write(chunks);
    }

    private static void Edit(List<Chunk> chunks, Random random)
    {
        int header = chunks.FindIndex(chunk => chunk is { Kind: "IHDR", Data.Length: 13 });
        switch (random.Next(6))
        {
            case 0 when header >= 0:
                byte[] data = [.. chunks[header].Data];
                EditHeader(data, random);
                chunks[header] = new Chunk("IHDR", data);
                break;
            case 1:
                EditPixels(chunks, random);
                break;
            case 2:
                var content = new byte[random.Next(64)];
                random.NextBytes(content);
                chunks.Insert(random.Next(chunks.Count + 1), new Chunk(random.Pick(Kinds), random.Chance(0.3)
                    ? [.. "name\0\0"u8, .. Compressed(new byte[1 << 20])] : content));
                break;
            default:
                ChunkEdits.Apply(chunks, random);
                break;
        }
    }

    private static void EditHeader(byte[] header, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                BinaryPrimitives.WriteInt32BigEndian(header, random.Pick(Sides));
                break;
            case 1:
                BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(sizeof(int)), random.Pick(Sides));
                break;
            case 2:
                header[8] = random.Pick(Depths);
                break;
            case 3:
                header[9] = random.Pick(ColorTypes);
                break;
            case 4:
                header[12] ^= 1;
                break;
            default:
                BinaryPrimitives.WriteInt32BigEndian(header, random.Next(1, 10));
                BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(sizeof(int)), random.Next(1, 10));
                (header[8], header[9], header[12]) = (random.Pick(Depths), random.Pick(ColorTypes), (byte)random.Next(2));
                break;
        }
    }

    // What is decompressed is edited, and compressed again: bytes of filters, and too few or too many rows.
    private static void EditPixels(List<Chunk> chunks, Random random)
    {
        int first = chunks.FindIndex(chunk => chunk.Kind == "IDAT");
        if (first < 0)
            return;
        byte[] rows;
        try
        {
            using var stream = new MemoryStream([.. chunks.Where(chunk => chunk.Kind == "IDAT").SelectMany(chunk => chunk.Data)]);
            using var inflate = new ZLibStream(stream, CompressionMode.Decompress);
            using var inflated = new MemoryStream();
            inflate.CopyTo(inflated);
            rows = inflated.ToArray();
        }
        // A damaged stream can be refused as either.
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return;
        }

        byte[] data = Compressed(ByteEdits.Apply(rows, random));
        chunks.RemoveAll(chunk => chunk.Kind == "IDAT");
        // Pieces down to a byte.
        int piece = random.Chance(0.3) ? random.Next(1, 8) : Math.Max(1, data.Length);
        chunks.InsertRange(Math.Min(first, chunks.Count), data.Chunk(piece).Select(part => new Chunk("IDAT", part)));
    }

    private static List<Chunk> Parse(byte[] png)
    {
        var chunks = new List<Chunk>();
        for (int at = Signature.Length; at + Beside <= png.Length;)
        {
            int length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at)), png.Length - at - Beside);
            chunks.Add(new Chunk(
                Encoding.Latin1.GetString(png, at + sizeof(int), sizeof(int)), png[(at + 8)..(at + 8 + length)]));
            at += Beside + length;
        }

        return chunks;
    }

    private static byte[] Write(List<Chunk> chunks)
    {
        var png = new List<byte>([.. Signature]);
        Span<byte> number = stackalloc byte[sizeof(uint)];
        foreach (Chunk chunk in chunks)
        {
            byte[] content = [.. Encoding.Latin1.GetBytes(chunk.Kind), .. chunk.Data];
            BinaryPrimitives.WriteInt32BigEndian(number, chunk.Data.Length);
            png.AddRange(number);
            png.AddRange(content);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc(content));
            png.AddRange(number);
        }

        return [.. png];
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var deflate = new ZLibStream(stream, CompressionLevel.Fastest))
            deflate.Write(bytes);
        return stream.ToArray();
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
        }

        return ~crc;
    }
}
