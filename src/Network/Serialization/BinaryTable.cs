using System.IO.Compression;

namespace MlNetShallow.Serialization;

/// <summary>
/// ML.NET's binary form of a table (.idv), as far as it takes to get at the texts in a table of one row: a header of 256 bytes
/// (signature, versions, where the columns are listed, the numbers of rows and of columns), the columns' values in blocks, and
/// for each column its name, its codec, how its blocks are compressed and where they stand. A block of one text is the number
/// 1, the text's length in characters, its length in bytes and the text as UTF-8.
/// </summary>
internal static class BinaryTable
{
    private const int ListOffset = 24, HeaderLength = 256;
    private const byte Uncompressed = 0, Deflate = 1;

    private static ReadOnlySpan<byte> Signature => "CML\0DVB\0"u8;

    private static ReadOnlySpan<byte> TextCodec => "TextSpan"u8;

    /// <summary>The texts in a table of one row, as UTF-8; none of a table of more rows.</summary>
    /// <exception cref="FormatException">The table is cut off or damaged.</exception>
    /// <exception cref="InvalidDataException">So is what it compresses.</exception>
    public static List<ArraySegment<byte>> Texts(ArraySegment<byte> table, DecompressionBudget budget)
    {
        var header = new ByteReader(table);
        if (table.Count < HeaderLength || !header.Read(Signature.Length).SequenceEqual(Signature))
            throw new FormatException("an entry that should be a table of ML.NET is none: the model is damaged.");
        header.Read(ListOffset - Signature.Length);
        long listed = header.ReadInt64();
        header.ReadInt64();
        long rows = header.ReadInt64();
        int columns = header.ReadInt32();

        var texts = new List<ArraySegment<byte>>();
        if (rows != 1)
            return texts;
        var list = new ByteReader(From(table, listed));
        for (int column = 0; column < columns; column++)
        {
            list.ReadCounted();
            bool isText = list.ReadCounted().SequenceEqual(TextCodec);
            list.ReadCounted();
            byte compression = list.ReadByte();
            list.ReadCount();
            long lookup = list.ReadInt64();
            list.ReadInt64();
            if (isText)
                texts.Add(Text(Block(table, lookup, compression, budget)));
        }

        return texts;
    }

    private static ArraySegment<byte> Block(
        ArraySegment<byte> table, long lookup, byte compression, DecompressionBudget budget)
    {
        var entry = new ByteReader(From(table, lookup));
        ArraySegment<byte> rest = From(table, entry.ReadInt64());
        int length = entry.ReadInt32();
        if ((uint)length > (uint)rest.Count)
        {
            throw new FormatException(
                $"a block of {length} bytes has {rest.Count} in its table: the model is cut off or damaged.");
        }

        ArraySegment<byte> block = rest[..length];
        switch (compression)
        {
            case Uncompressed:
                return block;
            case Deflate:
                using (var stream = new MemoryStream(block.Array!, block.Offset, block.Count))
                using (var decompressed = new DeflateStream(stream, CompressionMode.Decompress))
                    return budget.Read(decompressed, "a block of a table");

            default:
                throw new FormatException($"a table is compressed in a way ({compression}) that is not known here.");
        }
    }

    private static ArraySegment<byte> Text(ArraySegment<byte> block)
    {
        var reader = new ByteReader(block);
        int count = reader.ReadInt32();
        if (count != 1)
            throw new FormatException($"a block of {count} texts stands where one should be: the model is damaged.");
        reader.ReadInt32();
        int length = reader.ReadCount(), start = block.Count - reader.Remaining;
        reader.Read(length);
        return block.Slice(start, length);
    }

    private static ArraySegment<byte> From(ArraySegment<byte> table, long offset) => offset >= 0 && offset < table.Count
        ? table[(int)offset..]
        : throw new FormatException($"a table of {table.Count} bytes points to byte {offset}: the model is damaged.");
}
