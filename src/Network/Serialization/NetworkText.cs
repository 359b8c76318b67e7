using System.Buffers;
using System.Buffers.Text;

namespace MlNetShallow.Serialization;

/// <summary>
/// The bytes of a network where they stand as Base64 text in a part of a saved model: in the map from a key to that text, which
/// ML.NET saves as a table (see <see cref="BinaryTable"/>) in an entry of its own. A text is preceded by its length, seven
/// bits a byte, as .NET writes it.
/// </summary>
internal static class NetworkText
{
    // The magic number "MLNSHNET" in Base64, as far as it does not hang on what follows it.
    private static ReadOnlySpan<byte> Start => "TUxOU0hORV"u8;

    /// <summary>Finds the last network in an entry; null where there is none.</summary>
    /// <exception cref="FormatException">The text is cut off or no Base64.</exception>
    public static byte[]? FindLast(byte[] entry)
    {
        if (!BinaryTable.IsOne(entry))
            return FindLastText(entry);
        byte[][] blocks = [.. BinaryTable.Blocks(entry)];
        return blocks.Select(FindLastText).LastOrDefault(network => network is not null);
    }

    private static byte[]? FindLastText(byte[] bytes)
    {
        int start = bytes.AsSpan().LastIndexOf(Start);
        if (start < 0)
            return null;
        int length = LengthBefore(bytes.AsSpan(0, start));
        if (length > bytes.Length - start)
            throw new FormatException($"the network's text of {length} characters is cut off after {bytes.Length - start}.");

        var network = new byte[Base64.GetMaxDecodedFromUtf8Length(length)];
        OperationStatus status = Base64.DecodeFromUtf8(bytes.AsSpan(start, length), network, out _, out int written);
        return status == OperationStatus.Done
            ? network[..written]
            : throw new FormatException("the network's text is no Base64: the model is damaged.");
    }

    /// <summary>The length that ends here: of its bytes all but the last have their highest bit set.</summary>
    private static int LengthBefore(ReadOnlySpan<byte> bytes)
    {
        long length = 0;
        for (int i = bytes.Length - 1; i >= Math.Max(0, bytes.Length - 5); i--)
        {
            bool isLast = i == bytes.Length - 1;
            if (bytes[i] < 0x80 != isLast)
                break;
            length = (length << 7) | (bytes[i] & 0x7FL);
        }

        return length is > 0 and <= int.MaxValue
            ? (int)length
            : throw new FormatException("the network's text has no length: the model is damaged.");
    }
}
