using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

namespace MlNetShallow.Serialization;

/// <summary>
/// The bytes of a network where they stand as text in a saved model: as <see cref="WideText"/> in an expression, which ML.NET
/// saves in UTF-16 with the other texts of a stage; or, up to format version 3, as Base64 in the map from a key to that text,
/// which is saved as a table of one row (see <see cref="BinaryTable"/>) in an entry of its own.
/// </summary>
internal static class NetworkText
{
    /// <summary>The name that ML.NET gives the entry of a map.</summary>
    public const string EntryName = "DefaultMap.idv";

    // The magic number "MLNSHNET" in Base64, as far as it does not depend on what follows it.
    private static ReadOnlySpan<byte> Start => "TUxOU0hORV"u8;

    /// <summary>The name that ML.NET gives the entry of a stage.</summary>
    public const string StageName = "Model.key";

    // As much of the magic number "MLNSHNET" as does not depend on what follows it.
    private static readonly byte[] WideStart = Encoding.Unicode.GetBytes(WideText.Encode("MLNSHNET"u8)[..4]);

    /// <summary>Finds the last network in the texts of a stage; null where there is none.</summary>
    /// <exception cref="FormatException">The text is cut off or damaged.</exception>
    public static byte[]? FindLastWide(ArraySegment<byte> stage)
    {
        int start = stage.AsSpan().LastIndexOf(WideStart);
        if (start < 0)
            return null;
        // Copied, as it may stand at an odd place.
        var text = new char[(stage.Count - start) / sizeof(char)];
        stage.AsSpan(start, text.Length * sizeof(char)).CopyTo(MemoryMarshal.AsBytes(text.AsSpan()));
        int length = text.AsSpan().IndexOfAnyExceptInRange(WideText.First, WideText.Last);
        return WideText.Decode(text.AsSpan(0, length < 0 ? text.Length : length));
    }

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
