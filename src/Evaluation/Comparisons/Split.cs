using System.Globalization;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>Which examples are learnt from and which are tested with: once or in folds.</summary>
/// <param name="Description">What it is, in words.</param>
/// <param name="Folds">For each time, which of the examples are tested with; null for those of a test set.</param>
internal sealed record Split(string Description, IReadOnlyList<bool[]?> Folds)
{
    public static Split TestSet { get; } = new("tested on the test set", [null]);

    /// <summary>Each example is tested with once, in one of the folds, which have the classes in the same shares.</summary>
    /// <param name="strata">The class of each example.</param>
    /// <param name="folds">The number of folds, at most the size of the smallest class.</param>
    /// <param name="seed">Shuffles.</param>
    public static Split OfFolds(IReadOnlyList<int> strata, int folds, int seed)
    {
        int[] fold = new int[strata.Count];
        int dealt = 0;
        foreach (int row in Shuffle(strata, seed).SelectMany(stratum => stratum))
            fold[row] = dealt++ % folds;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{folds} folds, seed {seed}"),
            [.. Enumerable.Range(0, folds).Select(i => fold.Select(own => own == i).ToArray())]);
    }

    /// <summary>A share of each class is tested with: at least one example, and not all.</summary>
    public static Split HoldOut(IReadOnlyList<int> strata, double share, int seed)
    {
        bool[] isTest = new bool[strata.Count];
        foreach (int[] stratum in Shuffle(strata, seed))
        {
            int count = Math.Clamp((int)Math.Round(share * stratum.Length), 1, Math.Max(1, stratum.Length - 1));
            foreach (int row in stratum[..count])
                isTest[row] = true;
        }

        return new(
            string.Create(CultureInfo.InvariantCulture, $"{isTest.Count(isTest => isTest)} held out, seed {seed}"), [isTest]);
    }

    /// <summary>The examples of each class, in an order of chance.</summary>
    private static IEnumerable<int[]> Shuffle(IReadOnlyList<int> strata, int seed)
        => Enumerable.Range(0, strata.Count).GroupBy(row => strata[row]).OrderBy(stratum => stratum.Key).Select(stratum =>
        {
            int[] rows = [.. stratum];
            var random = new SplitMix64(seed, stratum.Key);
            for (int i = rows.Length - 1; i > 0; i--)
            {
                int other = random.Below(i + 1);
                (rows[i], rows[other]) = (rows[other], rows[i]);
            }

            return rows;
        });
}
