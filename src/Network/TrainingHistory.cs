using System.Collections;

namespace MlNetShallow;

/// <summary>What each completed epoch of a training gave. Immutable and thread-safe.</summary>
public sealed class TrainingHistory : IReadOnlyList<EpochRecord>
{
    private readonly EpochRecord[] _records;

    /// <summary>Makes a history of the given epochs.</summary>
    /// <param name="records">The epochs, from the first on.</param>
    /// <param name="bestEpoch">The epoch that the network's weights are of; null for the last.</param>
    public TrainingHistory(IEnumerable<EpochRecord> records, int? bestEpoch = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        _records = [.. records];
        Costs = Array.ConvertAll(_records, record => record.Cost);
        BestEpoch = bestEpoch ?? _records.Length;
    }

    /// <summary>The number of epochs.</summary>
    public int Count => _records.Length;

    /// <summary>The number of the epoch after which the network had the weights that it has: the last or, with early stopping
    /// by validation examples, the one of the lowest validation cost; 0 for the start.</summary>
    public int BestEpoch { get; }

    /// <summary>J of each epoch.</summary>
    public IReadOnlyList<double> Costs { get; }

    /// <summary>An epoch, by its position.</summary>
    /// <param name="index">The position, from 0 on: the epoch's number less 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such epoch.</exception>
    public EpochRecord this[int index] => _records[index];

    /// <inheritdoc/>
    public IEnumerator<EpochRecord> GetEnumerator() => ((IEnumerable<EpochRecord>)_records).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
