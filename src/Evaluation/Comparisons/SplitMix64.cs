namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>
/// A small random generator (Steele, Lea and Flood 2014) whose numbers are the same on every platform and runtime.
/// </summary>
internal sealed class SplitMix64
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>A generator of its own for each pair of <paramref name="seed"/> and <paramref name="number"/>.</summary>
    public SplitMix64(int seed, int number)
    {
        _state = (uint)seed;
        _state = Next() + (uint)number;
        _state = Next();
    }

    public ulong Next()
    {
        unchecked
        {
            ulong mixed = _state += Increment;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>Evenly spread from <paramref name="low"/> up to, but without, <paramref name="high"/>.</summary>
    public double Between(double low, double high) => low + ((high - low) * (Next() >> 11) / (1UL << 53));

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)Between(0, limit);

    public bool Chance(double probability) => Between(0, 1) < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
