namespace MlNetShallow.Numerics;

/// <summary>
/// The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998) with the distributions of NumPy's legacy
/// <c>RandomState</c>: the same seed gives the same numbers as <c>np.random.seed</c>, <c>random_sample</c> and <c>randn</c>.
/// MathNet.Numerics has the twister too, but draws doubles of 32 bits from it, so that no sequence of NumPy's can be repeated.
/// </summary>
internal sealed class MersenneTwister
{
    private const int StateLength = 624;
    private const int Offset = 397;

    private readonly uint[] _state = new uint[StateLength];
    private int _next = StateLength;
    private double _spareNormal = double.NaN;

    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < StateLength; i++)
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
    }

    /// <summary>A generator of its own for each purpose and part of a training.</summary>
    public static MersenneTwister Of(int seed, string purpose, params ReadOnlySpan<int> part)
    {
        // FNV-1a over the numbers and the letters; the twister's own seeding spreads it over its state.
        uint hash = 2166136261;
        foreach (char letter in purpose)
            hash = unchecked((hash ^ letter) * 16777619);
        foreach (int number in (ReadOnlySpan<int>)[seed, .. part])
        {
            for (int shift = 0; shift < 32; shift += 8)
                hash = unchecked((hash ^ (uint)((number >> shift) & 0xFF)) * 16777619);
        }

        return new MersenneTwister(hash);
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_next == StateLength)
            Twist();
        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    /// <summary>Uniform on [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (((NextUInt32() >> 5) * 67108864.0) + (NextUInt32() >> 6)) / 9007199254740992.0;

    /// <summary>Standard normal, by Marsaglia's polar method; every second draw is the spare of the one before.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double x1, x2, squaredRadius;
        do
        {
            x1 = (2 * NextDouble()) - 1;
            x2 = (2 * NextDouble()) - 1;
            squaredRadius = (x1 * x1) + (x2 * x2);
        }
        while (squaredRadius is >= 1 or 0);

        double factor = Math.Sqrt(-2 * Math.Log(squaredRadius) / squaredRadius);
        _spareNormal = factor * x1;
        return factor * x2;
    }

    /// <summary>Uniform on 0 … <paramref name="exclusiveMaximum"/> − 1, without bias: masked bits, redrawn when too
    /// large.</summary>
    public int NextInt32(int exclusiveMaximum)
    {
        uint largest = (uint)exclusiveMaximum - 1;
        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(largest | 1);
        uint value;
        do
            value = NextUInt32() & mask;
        while (value > largest);
        return (int)value;
    }

    /// <summary>Puts the values into a random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private void Twist()
    {
        for (int i = 0; i < StateLength; i++)
        {
            uint y = (_state[i] & 0x80000000u) | (_state[(i + 1) % StateLength] & 0x7fffffffu);
            _state[i] = _state[(i + Offset) % StateLength] ^ (y >> 1) ^ ((y & 1) * 0x9908b0dfu);
        }

        _next = 0;
    }
}
