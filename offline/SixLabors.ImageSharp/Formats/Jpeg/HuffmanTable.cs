namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>A Huffman code, arranged for decoding.</summary>
internal sealed class HuffmanTable
{
    public const int LookupBits = 8;
    public const int MaxLength = 16;

    private readonly byte[] _values;
    private readonly int[] _maxCode = new int[MaxLength + 1];
    private readonly int[] _valueOffset = new int[MaxLength + 1];
    private readonly ushort[] _lookup = new ushort[1 << LookupBits];

    /// <param name="counts">The number of codes of each length from 1 to 16.</param>
    /// <param name="values">The values, in the order of their codes.</param>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        _values = values.ToArray();
        int code = 0;
        int index = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            // The code of all ones is reserved.
            if (code + counts[length - 1] >= 1 << length)
                throw new InvalidImageContentException("Bad huffman table.");

            _valueOffset[length] = index - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, index++)
            {
                if (length > LookupBits)
                    continue;
                int free = LookupBits - length;
                _lookup.AsSpan(code << free, 1 << free).Fill((ushort)((length << 8) | values[index]));
            }

            _maxCode[length] = code - 1;
            code <<= 1;
        }
    }

    /// <summary>The code that the next 16 bits start with; bits that are no code count as a zero of full length.</summary>
    public (byte Value, int Length) Find(int next16)
    {
        ushort entry = _lookup[next16 >> (MaxLength - LookupBits)];
        if (entry != 0)
            return ((byte)entry, entry >> 8);

        for (int length = LookupBits + 1; length <= MaxLength; length++)
        {
            int code = next16 >> (MaxLength - length);
            if (code <= _maxCode[length])
                return (_values[_valueOffset[length] + code], length);
        }

        return (0, MaxLength);
    }
}
