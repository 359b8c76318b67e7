using System.IO.Compression;

namespace MlNetShallow.Tests.Shared;

/// <summary>Models as ML.NET saves them, as far as a network in them is concerned, and such as nobody saves.</summary>
internal static class ModelZip
{
    /// <summary>A zip file of entries with the name that ML.NET gives to maps.</summary>
    public static byte[] Of(params byte[][] tables)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < tables.Length; i++)
            {
                ZipArchiveEntry entry = archive.CreateEntry(FormattableString.Invariant($"Transform_{i:000}/DefaultMap.idv"));
                entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream content = entry.Open();
                content.Write(tables[i]);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A zip file of one entry with the name that ML.NET gives to the texts of a stage.</summary>
    public static byte[] OfStage(byte[] texts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            ZipArchiveEntry entry = archive.CreateEntry("Transform_000/Model.key");
            entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream content = entry.Open();
            content.Write(texts);
        }

        return stream.ToArray();
    }

    /// <summary>The map from the key 1 to a network's text, the texts' block being compressed.</summary>
    public static byte[] Map(byte[] network) => Table(TextBlock(Convert.ToBase64String(network)));

    /// <summary>A table of a column of texts in one block.</summary>
    public static byte[] Table(byte[] textBlock, long rows = 1, int columns = 1, byte compression = 1)
    {
        byte[] block = compression == 1 ? Deflated(textBlock) : textBlock;
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        stream.Position = 256;
        writer.Write(block);
        long lookup = stream.Position;
        writer.Write(256L);
        writer.Write(block.Length);
        writer.Write(textBlock.Length);
        long list = stream.Position;
        writer.Write("Value");
        writer.Write("TextSpan");
        writer.Write((byte)0);
        writer.Write(compression);
        writer.Write((byte)1);
        writer.Write(lookup);
        writer.Write(0L);
        long tail = stream.Position;
        writer.Write(0x434D4C0044564200);

        stream.Position = 0;
        writer.Write("CML\0DVB\0"u8);
        writer.Write(0x0001000100010006);
        writer.Write(0x0001000100010006);
        writer.Write(list);
        writer.Write(tail);
        writer.Write(rows);
        writer.Write(columns);
        return stream.ToArray();
    }

    public static byte[] TextBlock(string text)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(1);
        writer.Write(text.Length);
        writer.Write(text);
        return stream.ToArray();
    }

    /// <summary>The same file, with the last entry listed again and again.</summary>
    public static byte[] WithEntryRepeated(byte[] zip, int times)
    {
        const int EndLength = 22, CountsAt = 8, SizeAt = 12;
        ReadOnlySpan<byte> record = "PK\u0001\u0002"u8;
        int recordAt = zip.AsSpan().LastIndexOf(record);
        byte[] repeated = zip[recordAt..^EndLength];
        byte[] end = zip[^EndLength..];
        int own = BitConverter.ToUInt16(end, CountsAt), size = BitConverter.ToInt32(end, SizeAt);
        foreach (int at in (int[])[CountsAt, CountsAt + sizeof(ushort)])
            BitConverter.TryWriteBytes(end.AsSpan(at), (ushort)(own + times));
        BitConverter.TryWriteBytes(end.AsSpan(SizeAt), size + (times * repeated.Length));
        return [.. zip[..^EndLength], .. Enumerable.Repeat(repeated, times).SelectMany(bytes => bytes), .. end];
    }

    private static byte[] Deflated(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Optimal))
            deflate.Write(bytes);
        return stream.ToArray();
    }
}
