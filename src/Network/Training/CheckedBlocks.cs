using System.Collections;
using MlNetShallow.Engines;

namespace MlNetShallow.Training;

/// <summary>Blocks of examples from a user: each is checked, and every pass must give as many examples as the first.</summary>
/// <param name="blocks">The blocks; gone through once a pass.</param>
/// <param name="shape">The network that they are for.</param>
/// <param name="cancellation">Stops a pass between two blocks.</param>
internal sealed class CheckedBlocks(IEnumerable<TrainingSet> blocks, NetworkShape shape, CancellationToken cancellation)
    : IEnumerable<TrainingSet>
{
    private long? _examples;

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">There are no examples, or they are not for this network.</exception>
    /// <exception cref="InvalidOperationException">There are more or fewer than in the pass before.</exception>
    public IEnumerator<TrainingSet> GetEnumerator()
    {
        long examples = 0;
        foreach (TrainingSet block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            EngineArguments.Check(shape, block);
            examples += block.Rows;
            yield return block;
        }

        if (examples == 0)
            throw new ArgumentException("There are no examples to train on.");
        if (examples != (_examples ??= examples))
        {
            throw new InvalidOperationException(
                $"The blocks had {_examples} examples in one pass and have {examples} in another; they must be the same each time.");
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
