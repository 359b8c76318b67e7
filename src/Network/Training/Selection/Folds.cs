using MlNetShallow.Engines;
using MlNetShallow.Numerics;

namespace MlNetShallow.Training.Selection;

/// <summary>
/// Examples in stratified folds: those of each class in a random order, one fold after the other, so that every fold has its
/// share of every class. Examples of weight 0 take no part; the only example of a class is in no fold, as nobody could learn the
/// class without it.
/// </summary>
internal sealed class Folds
{
    private readonly int[] _rows;
    private readonly int[][] _heldOut;

    private Folds(int[] rows, int[][] heldOut, int examples) => (_rows, _heldOut, Examples) = (rows, heldOut, examples);

    /// <summary>The number of folds.</summary>
    public int Count => _heldOut.Length;

    /// <summary>The number of examples that take part, all or those in the sample.</summary>
    public int Rows => _rows.Length;

    /// <summary>The number of examples that are in a fold.</summary>
    public int HeldOutRows => _heldOut.Sum(rows => rows.Length);

    /// <summary>The number of examples of a weight above 0.</summary>
    public int Examples { get; }

    /// <summary>The number of examples of a weight above 0.</summary>
    public static int CountOf(TrainingSet examples) => Enumerable.Range(0, examples.Rows).Count(row => examples.Weight(row) > 0);

    /// <summary>Assigns examples to folds, class by class.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="shape">The network, whose output layer tells the classes; for regression and several labels all examples
    /// are of one.</param>
    /// <param name="options">The number of folds and of examples.</param>
    /// <param name="seed">The seed of the order, and of the sample.</param>
    public static Folds Stratified(TrainingSet examples, NetworkShape shape, CrossValidation options, int seed)
    {
        int[] rows = [.. Enumerable.Range(0, examples.Rows).Where(row => examples.Weight(row) > 0)];
        int all = rows.Length;
        if (all > options.MostRows)
        {
            var sample = new HoldOut(options.MostRows / (double)all, seed, shape);
            rows = [.. rows.Where(row => sample.HoldsOutNext(examples.Label(row), examples.Weight(row)))];
        }

        var random = MersenneTwister.Of(seed, "folds");
        List<int>[] heldOut = [.. Enumerable.Range(0, options.FoldsOf(rows.Length)).Select(_ => new List<int>())];
        int next = 0;
        IEnumerable<IGrouping<int, int>> classes = rows
            .GroupBy(row => HoldOut.StratumOf(shape, examples.Label(row)))
            .Where(group => group.Count() > 1)
            .OrderBy(group => group.Key);
        foreach (IGrouping<int, int> group in classes)
        {
            int[] order = [.. group];
            random.Shuffle(order);
            foreach (int row in order)
                heldOut[next++ % heldOut.Length].Add(row);
        }

        return new Folds(rows, Array.ConvertAll(heldOut, fold => fold.Order().ToArray()), all);
    }

    /// <summary>The threads that are left to each fold's arithmetic where the folds run side by side.</summary>
    public int ThreadsOfEach(TrainingOptions options) => Math.Max(1, new Threads(options.NumberOfThreads).Count / Count);

    /// <summary>The examples of a fold, in their order.</summary>
    public int[] HeldOut(int fold) => _heldOut[fold];

    /// <summary>All other examples, in their order.</summary>
    public int[] Learnt(int fold)
    {
        var heldOut = _heldOut[fold].ToHashSet();
        return [.. _rows.Where(row => !heldOut.Contains(row))];
    }
}
