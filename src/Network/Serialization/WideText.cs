namespace MlNetShallow.Serialization;

/// <summary>
/// Bytes as text of few characters, 14 bits in each: U+4E00 and the 16,383 characters after it, all of them letters, none a
/// half of a pair. A saved model holds its network so: its text is read character by character, and Base64 has 2.3 times as
/// many. Behind the bytes stands a byte of 1 that says where they end. Thread-safe.
/// </summary>
public static class WideText
{
    internal const char First = '\u4E00';
    internal const char Last = (char)(First + Values - 1);
    private const int Bits = 14, Values = 1 << Bits;
    private const byte End = 1;

    /// <summary>Writes bytes as text.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="ArgumentException">There are more than fit in a text, some 1.8 · 10⁹.</exception>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        long length = (((bytes.Length + 1L) * 8) + Bits - 1) / Bits;
        if (length > int.MaxValue / 2)
            throw new ArgumentException($"{bytes.Length} bytes do not fit in a text.", nameof(bytes));
        return string.Create((int)length, bytes, static (text, bytes) =>
        {
            uint waiting = 0;
            int bits = 0, at = 0;
            foreach (byte value in bytes)
                Add(text, value);
            Add(text, End);
            if (bits > 0)
                text[at] = (char)(First + ((waiting << (Bits - bits)) & (Values - 1)));

            void Add(Span<char> text, byte value)
            {
                waiting = (waiting << 8) | value;
                bits += 8;
                if (bits < Bits)
                    return;
                bits -= Bits;
                text[at++] = (char)(First + ((waiting >> bits) & (Values - 1)));
            }
        });
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="FormatException">It did not write this text.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[(int)((long)text.Length * Bits / 8)];
        uint waiting = 0;
        int bits = 0, at = 0;
        foreach (char character in text)
        {
            if (!IsPart(character))
                throw new FormatException("The saved network has a character that stands for no bytes: the model is damaged.");
            waiting = (waiting << Bits) | (uint)(character - First);
            for (bits += Bits; bits >= 8;)
                bytes[at++] = (byte)(waiting >> (bits -= 8));
        }

        // What fills up the last character is at most one byte of 0.
        if (at > 0 && bytes[at - 1] == 0)
            at--;
        return at > 0 && bytes[at - 1] == End
            ? bytes[..(at - 1)]
            : throw new FormatException("The saved network's text is cut off: the model is damaged.");
    }

    /// <summary>Whether a character stands for bytes.</summary>
    public static bool IsPart(char character) => character is >= First and <= Last;
}
