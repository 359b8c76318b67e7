namespace MlNetShallow.Scoring;

/// <summary>Finds the threshold that serves a goal best.</summary>
internal static class ThresholdSearch
{
    /// <summary>
    /// Goes through the scores from the largest down, each place between two different scores being a threshold to try, and
    /// those above and below all scores (Fawcett, An introduction to ROC analysis, 2006, algorithm 1). Of equally good ones the
    /// one nearest to 0 is taken.
    /// </summary>
    /// <param name="rows">The score of each row, all finite, and whether its label is true.</param>
    /// <param name="goal">What is wanted.</param>
    /// <returns>The threshold: half-way between the scores around it.</returns>
    public static float Find(IEnumerable<(float Score, bool Label)> rows, ThresholdGoal goal)
    {
        (float Score, bool Label)[] sorted = [.. rows.OrderByDescending(row => row.Score)];
        long positives = sorted.LongCount(row => row.Label);
        long truePositives = 0, falsePositives = 0;
        float best = sorted[0].Score;
        double worth = Worth();
        for (int i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].Label)
                truePositives++;
            else
                falsePositives++;
            float next = i + 1 < sorted.Length ? sorted[i + 1].Score : float.BitDecrement(sorted[i].Score);
            if (next == sorted[i].Score)
                continue;
            float between = i + 1 < sorted.Length ? Between(sorted[i].Score, next) : next;
            double here = Worth();
            if (here > worth || (here == worth && Math.Abs(between) < Math.Abs(best)))
                (best, worth) = (between, here);
        }

        return best;

        double Worth() => goal.Worth(new ThresholdCut(truePositives, falsePositives, positives - truePositives));
    }

    /// <summary>A score below the first and not below the second.</summary>
    private static float Between(float above, float below)
    {
        float middle = (float)(((double)above + below) / 2);
        return middle < above ? middle : below;
    }
}
