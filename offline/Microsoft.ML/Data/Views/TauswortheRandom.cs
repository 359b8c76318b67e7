namespace Microsoft.ML.Data;

/// <summary>L'Ecuyer's combined Tausworthe generator with a linear congruential one, as ML.NET draws its splits.</summary>
internal sealed class TauswortheRandom
{
    private uint _z1;
    private uint _z2;
    private uint _z3;
    private uint _z4;

    internal TauswortheRandom(uint seed)
    {
        _z1 = seed;
        _z2 = Murmur.Round(_z1, seed);
        _z3 = Murmur.Round(_z2, seed);
        _z4 = Murmur.Round(_z3, seed);
    }

    /// <summary>A number in [0, 1) with 23 random bits.</summary>
    internal float NextSingle()
    {
        _z1 = Step(_z1, 13, 19, 12, ~1u);
        _z2 = Step(_z2, 2, 25, 4, ~7u);
        _z3 = Step(_z3, 3, 11, 17, ~15u);
        _z4 = unchecked((1664525 * _z4) + 1013904223);
        return ((_z1 ^ _z2 ^ _z3 ^ _z4) >> 9) / (float)(1 << 23);
    }

    private static uint Step(uint z, int s1, int s2, int s3, uint mask) => ((z & mask) << s3) ^ (((z << s1) ^ z) >> s2);
}
