using System.Numerics;
using System.Runtime.CompilerServices;
using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>
/// Which hidden units are dropped for which example of a step of training (Srivastava et al. 2014): A1 = g(Z1) * D, where D
/// is 0 for a unit that is dropped and 1 / (1 − p) for one that stays, so that its expectation is 1 and a trained network is
/// used as it is. Each D is a function of the key, the layer, the example's row and the unit alone, so that it is the same in
/// every engine, at any number of threads, and in a training that is resumed. The default drops none. Thread-safe.
/// </summary>
public readonly record struct DropoutMask
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Makes a mask.</summary>
    /// <param name="probability">p, with which a unit is dropped; at least 0 and below 1.</param>
    /// <param name="key">Selects the mask; masks of different keys are independent of each other.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is out of its range.</exception>
    public DropoutMask(double probability, ulong key)
    {
        NumericOptions.Dropout.Check(probability);
        (Probability, Key) = (probability, key);
    }

    /// <summary>p.</summary>
    public double Probability { get; }

    /// <summary>What selects the mask.</summary>
    public ulong Key { get; }

    /// <summary>D of a unit of the first hidden layer for an example.</summary>
    /// <param name="row">The row of the example in its <see cref="TrainingSet"/>.</param>
    /// <param name="unit">The hidden unit.</param>
    public double Factor(int row, int unit) => Factor(row, unit, 1);

    /// <summary>D of a unit for an example.</summary>
    /// <param name="row">The row of the example in its <see cref="TrainingSet"/>.</param>
    /// <param name="unit">The hidden unit.</param>
    /// <param name="layer">The hidden layer that it is of, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="layer"/> is below 1.</exception>
    public double Factor(int row, int unit, int layer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layer, 1);
        Span<double> factor = [1];
        Fill([row], unit, layer, factor);
        return factor[0];
    }

    /// <summary>Writes D of a unit of a layer for some examples.</summary>
    internal void Fill<T>(ReadOnlySpan<int> rows, int unit, int layer, Span<T> factors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong key = layer == 1 ? Key : Mix(Key + (ulong)layer);
        ulong stream = Mix(Mix(key) + (ulong)unit), threshold = (ulong)Math.Ceiling(Probability * (1UL << 53));
        // Looked up: a branch that goes either way at random would cost more than all the rest.
        ReadOnlySpan<T> choices = [T.CreateTruncating(1 / (1 - Probability)), T.Zero];
        for (int i = 0; i < rows.Length; i++)
        {
            bool isDropped = Mix(stream + ((ulong)rows[i] * Golden)) >> 11 < threshold;
            factors[i] = choices[Unsafe.BitCast<bool, byte>(isDropped)];
        }
    }

    /// <summary>The mask of an epoch, in which each example comes once.</summary>
    /// <param name="options">The probability and the seed.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="block">The position of the examples' block among those that training goes through.</param>
    internal static DropoutMask OfEpoch(TrainingOptions options, int epoch, int block)
        => new(options.Dropout, Mix(Mix(Mix((uint)options.Seed) + (ulong)epoch) + (ulong)block));

    /// <summary>A step of the generator SplitMix64 (Steele, Lea and Flood 2014): 64 random bits for each state.</summary>
    private static ulong Mix(ulong state)
    {
        state += Golden;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
