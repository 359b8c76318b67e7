namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>A Huffman code, arranged for encoding.</summary>
internal sealed class HuffmanCode
{
    private readonly (int Code, int Length)[] _codes = new (int, int)[256];

    public HuffmanCode(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        int code = 0;
        int index = 0;
        for (int length = 1; length <= counts.Length; length++)
        {
            for (int i = 0; i < counts[length - 1]; i++)
                _codes[values[index++]] = (code++, length);
            code <<= 1;
        }
    }

    public (int Code, int Length) this[int value] => _codes[value];
}
