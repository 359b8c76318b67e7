using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>MurmurHash3 with 32 bits.</summary>
internal static class Murmur
{
    internal static uint Hash(uint seed, ReadOnlySpan<byte> data)
    {
        uint hash = seed;
        int whole = data.Length / 4 * 4;
        for (int i = 0; i < whole; i += 4)
            hash = Round(hash, BitConverter.ToUInt32(data[i..]));

        uint tail = 0;
        for (int i = data.Length - 1; i >= whole; i--)
            tail = (tail << 8) | data[i];
        if (tail != 0)
            hash ^= Scramble(tail);

        hash ^= (uint)data.Length;
        hash = unchecked((hash ^ (hash >> 16)) * 0x85ebca6b);
        hash = unchecked((hash ^ (hash >> 13)) * 0xc2b2ae35);
        return hash ^ (hash >> 16);
    }

    internal static uint Round(uint hash, uint chunk) =>
        unchecked((BitOperations.RotateLeft(hash ^ Scramble(chunk), 13) * 5) + 0xe6546b64);

    private static uint Scramble(uint chunk) => unchecked(BitOperations.RotateLeft(chunk * 0xcc9e2d51, 15) * 0x1b873593);
}
