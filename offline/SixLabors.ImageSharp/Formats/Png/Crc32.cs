namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The checksum of a PNG chunk.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => EightSteps((uint)value))];

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint EightSteps(uint value)
    {
        for (int i = 0; i < 8; i++)
            value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
        return value;
    }
}
