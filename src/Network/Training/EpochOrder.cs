using MlNetShallow.Numerics;

namespace MlNetShallow.Training;

/// <summary>
/// The mini-batches of an epoch. Their order depends on the seed, the epoch and the block alone, so that a training can be
/// resumed at any epoch.
/// </summary>
internal sealed class EpochOrder(TrainingOptions options)
{
    private int[] _order = [];
    private int _rows;

    /// <summary>All of a block's examples as they stand; valid until the next call.</summary>
    public Span<int> Natural(int rows)
    {
        if (_order.Length < rows)
            _order = new int[rows];
        for (int i = 0; i < rows; i++)
            _order[i] = i;
        return _order.AsSpan(0, _rows = rows);
    }

    /// <summary>Puts a block's examples in order.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="block">The block's position among the blocks.</param>
    /// <param name="rows">The number of its examples.</param>
    /// <returns>The number of its mini-batches.</returns>
    public int Begin(int epoch, int block, int rows)
    {
        Span<int> order = Natural(rows);
        int batches = (int)((rows + (long)options.BatchSize - 1) / options.BatchSize);
        if (options.Shuffle && batches > 1)
            MersenneTwister.Of(options.Seed, "order", epoch, block).Shuffle(order);
        return batches;
    }

    /// <summary>
    /// The i-th of batches that are all of nearly equal size: a short last batch, perhaps of one example, would take a step
    /// as long as the others on next to no evidence.
    /// </summary>
    public ReadOnlySpan<int> Batch(int i, int batches)
    {
        int start = (int)((long)_rows * i / batches), end = (int)((long)_rows * (i + 1) / batches);
        return _order.AsSpan(start, end - start);
    }
}
