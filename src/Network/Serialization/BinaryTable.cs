using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlNetShallow.Serialization;

/// <summary>
/// ML.NET's binary form of a table (.idv), as far as it takes to get at the values of its columns: a header of 256 bytes
/// (signature, versions, where the columns are listed, the numbers of rows and of columns), the columns' values in blocks, and
/// for each column its name, its codec, how its blocks are compressed and where they stand.
/// </summary>
internal static class BinaryTable
{
    private const int ListOffset = 24, RowsOffset = 40, ColumnsOffset = 48, HeaderLength = 256;
    private const int BlockEntryLength = 16;
    private const byte Uncompressed = 0, Deflate = 1;

    private static ReadOnlySpan<byte> Signature => "CML\0DVB\0"u8;

    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.Length >= HeaderLength && bytes.StartsWith(Signature);

    /// <summary>The blocks of all columns, decompressed.</summary>
    /// <exception cref="FormatException">The table is cut off or damaged.</exception>
    public static IEnumerable<byte[]> Blocks(byte[] table)
    {
        long rows = BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(RowsOffset));
        int columns = BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(ColumnsOffset));
        using var list = new BinaryReader(new MemoryStream(table), Encoding.UTF8);
        list.BaseStream.Position = Offset(table, BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(ListOffset)));
        for (int column = 0; column < columns; column++)
        {
            list.ReadString();
            list.ReadString();
            list.ReadBytes(list.Read7BitEncodedInt());
            byte compression = list.ReadByte();
            int rowsInBlock = list.Read7BitEncodedInt();
            long lookup = list.ReadInt64();
            list.ReadInt64();
            for (long row = 0; row < rows; row += Math.Max(1, rowsInBlock), lookup += BlockEntryLength)
                yield return Block(table, lookup, compression);
        }
    }

    private static byte[] Block(byte[] table, long lookup, byte compression)
    {
        ReadOnlySpan<byte> entry = Slice(table, Offset(table, lookup), BlockEntryLength);
        int start = Offset(table, BinaryPrimitives.ReadInt64LittleEndian(entry));
        int length = BinaryPrimitives.ReadInt32LittleEndian(entry[sizeof(long)..]);
        ReadOnlySpan<byte> block = Slice(table, start, length);
        switch (compression)
        {
            case Uncompressed:
                return block.ToArray();
            case Deflate:
                using (var decompressed = new MemoryStream())
                {
                    using var stream = new DeflateStream(new MemoryStream(table, start, length), CompressionMode.Decompress);
                    stream.CopyTo(decompressed);
                    return decompressed.ToArray();
                }

            default:
                throw new FormatException($"a table is compressed in a way ({compression}) that is not known here.");
        }
    }

    private static int Offset(byte[] table, long offset) => offset >= 0 && offset < table.Length
        ? (int)offset
        : throw new FormatException($"a table of {table.Length} bytes points to byte {offset}: the model is damaged.");

    private static ReadOnlySpan<byte> Slice(byte[] table, int start, int length)
        => length >= 0 && start <= table.Length - length
            ? table.AsSpan(start, length)
            : throw new FormatException(
                $"a table of {table.Length} bytes ends before byte {start + (long)length}: it is cut off.");
}
