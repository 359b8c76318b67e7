using System.Buffers.Binary;

namespace MlNetShallow.Fuzz.Mutations;

/// <summary>Edits of bytes whatever they mean.</summary>
internal static class ByteEdits
{
    private const int HeadLength = 64;
    private const int MostEdits = 4, MostMoved = 64;

    private static readonly byte[] Bytes = [0, 1, 2, 8, 16, 0x7F, 0x80, 0xFF];

    private static readonly int[] Numbers =
        [0, 1, -1, 2, 255, 256, 4096, 8192, 65_535, 65_536, 1 << 24, 1 << 28, int.MaxValue, int.MinValue];

    /// <summary>The bytes with one to four edits.</summary>
    public static byte[] Apply(byte[] bytes, Random random)
    {
        for (int left = random.Next(1, MostEdits + 1); left > 0; left--)
            bytes = ApplyOne(bytes, random);
        return bytes;
    }

    public static T Pick<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    private static byte[] ApplyOne(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
            return [random.Pick(Bytes)];
        int at = Place(bytes.Length, random);
        byte[] edited = [.. bytes];
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                edited[at] ^= (byte)(1 << random.Next(8));
                return edited;
            case 3:
                edited[at] = random.Pick(Bytes);
                return edited;
            case 4:
                edited[at] = (byte)random.Next(256);
                return edited;
            case 5 or 6:
                return WithNumber(edited, at, random);
            case 7:
                return edited[..at];
            case 8:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, MostMoved))..]];
            default:
                int from = Place(bytes.Length, random), length = Math.Min(random.Next(1, MostMoved), bytes.Length - from);
                return [.. bytes[..at], .. bytes[from..(from + length)], .. bytes[at..]];
        }
    }

    private static byte[] WithNumber(byte[] bytes, int at, Random random)
    {
        int number = random.Pick(Numbers);
        Span<byte> encoded = stackalloc byte[sizeof(int)];
        if (random.Chance(0.5))
            BinaryPrimitives.WriteInt32LittleEndian(encoded, number);
        else
            BinaryPrimitives.WriteInt32BigEndian(encoded, number);
        if (random.Chance(0.5))
            encoded = encoded[..sizeof(short)];
        encoded = encoded[..Math.Min(encoded.Length, bytes.Length - at)];
        encoded.CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    // Headers are where most is decided.
    private static int Place(int length, Random random)
        => random.Next(random.Chance(0.5) ? Math.Min(length, HeadLength) : length);
}
