using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Numerics;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>Splits 70 / 30, each class for itself, by the number of the split.</summary>
internal static class Splitting
{
    private const double TestShare = 0.3;

    /// <summary>Splits rows; both parts keep their order.</summary>
    public static (int[] Train, int[] Test) Split(float[] labels, LearningTask task, int split)
    {
        var random = new MersenneTwister((uint)split);
        var isTest = new bool[labels.Length];
        var strata = Enumerable.Range(0, labels.Length)
            .GroupBy(row => task == LearningTask.Regression ? 0 : labels[row])
            .OrderBy(stratum => stratum.Key);
        foreach (int[] rows in strata.Select(stratum => stratum.ToArray()))
        {
            random.Shuffle(rows);
            int count = Math.Clamp((int)Math.Round(TestShare * rows.Length), 1, Math.Max(1, rows.Length - 1));
            foreach (int row in rows.AsSpan(0, count))
                isTest[row] = true;
        }

        return (RowsWhere(false), RowsWhere(true));

        int[] RowsWhere(bool test) => [.. Enumerable.Range(0, labels.Length).Where(row => isTest[row] == test)];
    }

    /// <summary>The problem of a split of examples.</summary>
    public static Problem Pose(string name, LearningTask task, int classes, Examples all, int split)
    {
        (int[] train, int[] test) = Split(all.Labels, task, split);
        return new($"{name}-{split}", task, classes, all.Take(train), all.Take(test));
    }

    /// <summary>The same rows of a set that is too long, drawn once and for all.</summary>
    public static T[] AtMost<T>(int limit, IReadOnlyList<T> rows)
    {
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        if (rows.Count > limit)
            new MersenneTwister(0).Shuffle(order);
        return [.. order.Take(limit).Select(row => rows[row])];
    }
}
