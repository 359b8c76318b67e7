using System.Buffers;
using System.Buffers.Text;

namespace MlNetShallow.Serialization;

/// <summary>
/// The bytes of a network where they stand as Base64 text in a saved model: in the map from a key to that text, which ML.NET
/// saves as a table of one row (see <see cref="BinaryTable"/>) in an entry of its own.
/// </summary>
internal static class NetworkText
{
    /// <summary>The name that ML.NET gives the entry of a map.</summary>
    public const string EntryName = "DefaultMap.idv";

    // The magic number "MLNSHNET" in Base64, as far as it does not hang on what follows it.
    private static ReadOnlySpan<byte> Start => "TUxOU0hORV"u8;

    /// <summary>Finds the last network in a table, whose bytes are overwritten; null where there is none.</summary>
    /// <exception cref="FormatException">The table or the text is cut off or damaged.</exception>
    /// <exception cref="InvalidDataException">So is what the table compresses.</exception>
    public static ArraySegment<byte>? FindLast(ArraySegment<byte> table, DecompressionBudget budget)
    {
        List<ArraySegment<byte>> texts = BinaryTable.Texts(table, budget);
        int last = texts.FindLastIndex(text => text.AsSpan().StartsWith(Start));
        if (last < 0)
            return null;
        return Decode(texts[last]);
    }

    private static ArraySegment<byte> Decode(ArraySegment<byte> text)
        => Base64.DecodeFromUtf8InPlace(text, out int written) == OperationStatus.Done
            ? text[..written]
            : throw new FormatException("the network's text is no Base64: the model is damaged.");
}
