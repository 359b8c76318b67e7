using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlNetShallow.Serialization;

namespace MlNetShallow.Persistence;

/// <summary>
/// Networks by the text that they were decoded from: decoded once for each loaded model, then found by the identity of the
/// text, which passes from row to row by reference. An entry goes when its text does. Thread-safe.
/// </summary>
internal static class Payload
{
    private static readonly ConditionalWeakTable<object, LoadedNetwork> Networks = [];

    public static LoadedNetwork Network(ReadOnlyMemory<char> text)
    {
        object identity = Identity(text);
        return Networks.TryGetValue(identity, out LoadedNetwork? network)
            ? network
            : Networks.GetValue(identity, _ => Load(text));
    }

    /// <summary>The network's bytes: <see cref="WideText"/> or, up to format version 3, Base64.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static byte[] Decode(ReadOnlyMemory<char> text)
    {
        if (text.Length > 0 && WideText.IsPart(text.Span[0]))
            return WideText.Decode(text.Span);
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64Chars(text.Span, bytes, out int length)
            ? bytes[..length]
            : throw new FormatException("The saved network is no Base64 text: the model is damaged.");
    }

    private static LoadedNetwork Load(ReadOnlyMemory<char> text)
    {
        StoredNetwork stored = NetworkFormat.Read(Decode(text));
        return new LoadedNetwork(stored.Network, ModelNotes.Of(stored.Notes));
    }

    private static object Identity(ReadOnlyMemory<char> text)
    {
        if (MemoryMarshal.TryGetString(text, out string? whole, out _, out _))
            return whole;
        return MemoryMarshal.TryGetArray(text, out ArraySegment<char> segment) ? segment.Array! : throw new FormatException(
            "The saved network is missing: the model is damaged.");
    }
}
