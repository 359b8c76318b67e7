using System.Collections;
using MlNetShallow.Engines;

namespace MlNetShallow.Training;

/// <summary>Blocks of examples from a user: each is checked, and every pass must give as many examples as the first.</summary>
/// <param name="blocks">The blocks; gone through once a pass.</param>
/// <param name="shape">The network that they are for.</param>
/// <param name="cancellation">Stops a pass between two blocks.</param>
/// <param name="examples">The number of examples that they must have; null for that of the first pass.</param>
internal sealed class CheckedBlocks(
    IEnumerable<TrainingSet> blocks, NetworkShape shape, CancellationToken cancellation, long? examples = null)
    : IEnumerable<TrainingSet>
{
    /// <summary>The number of examples; 0 before the first pass.</summary>
    public long Examples => examples ?? 0;

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">There are no examples, or they are not for this network.</exception>
    /// <exception cref="InvalidOperationException">There are more or fewer than in the pass before.</exception>
    public IEnumerator<TrainingSet> GetEnumerator()
    {
        long count = 0;
        foreach (TrainingSet block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            EngineArguments.Check(shape, block);
            count += block.Rows;
            yield return block;
        }

        if (count == 0)
            throw new ArgumentException("There are no examples to train on.");
        if (count != (examples ??= count))
        {
            throw new InvalidOperationException(
                $"The blocks had {examples} examples in one pass and have {count} in another; they must be the same each time.");
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
