using System.Collections.ObjectModel;

namespace MlNetShallow;

/// <summary>The sizes of a network's hidden layers. Two of the same sizes are equal, so that shapes are.</summary>
internal sealed class HiddenLayerSizes : ReadOnlyCollection<int>
{
    /// <summary>Takes sizes; those of a network without hidden units may be given as one layer of 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is negative, or 0 beside others, or there are more than
    /// <see cref="NetworkShape.MostHiddenLayers"/>.</exception>
    public HiddenLayerSizes(ReadOnlySpan<int> hiddenUnits)
        : base(Checked(hiddenUnits))
    {
    }

    public override bool Equals(object? obj) => obj is HiddenLayerSizes other && this.SequenceEqual(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int units in this)
            hash.Add(units);
        return hash.ToHashCode();
    }

    /// <summary>"20-7-5", or "0" for none.</summary>
    public override string ToString() => Count == 0 ? "0" : string.Join('-', this);

    private static int[] Checked(ReadOnlySpan<int> hiddenUnits)
    {
        if (hiddenUnits is [0])
            return [];
        if (hiddenUnits.Length > NetworkShape.MostHiddenLayers)
        {
            throw new ArgumentOutOfRangeException(
                nameof(hiddenUnits), hiddenUnits.Length,
                $"There are {hiddenUnits.Length} hidden layers; a network has at most {NetworkShape.MostHiddenLayers}.");
        }

        for (int i = 0; i < hiddenUnits.Length; i++)
        {
            if (hiddenUnits.Length == 1)
                ArgumentOutOfRangeException.ThrowIfNegative(hiddenUnits[i], nameof(hiddenUnits));
            if (hiddenUnits[i] < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(hiddenUnits), hiddenUnits[i],
                    $"Hidden layer {i + 1} of {hiddenUnits.Length} has {hiddenUnits[i]} units; each has at least 1. A network " +
                    "without hidden units has no hidden layer.");
            }
        }

        return hiddenUnits.ToArray();
    }
}
