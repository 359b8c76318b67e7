namespace MlNetShallow.Losses;

/// <summary>Statistics of labels that count by their weights.</summary>
internal static class WeightedLabels
{
    public static double Mean(double[] y, double[] w)
    {
        double weights = 0, sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            weights += w[i];
            sum += w[i] * y[i];
        }

        return sum / weights;
    }

    /// <summary>Quantiles: the least of the labels below or at which there is the level's part of the weight.</summary>
    public static double[] Quantiles(double[] y, double[] w, params IReadOnlyList<double> levels)
    {
        double[] sorted = [.. y], weights = [.. w];
        Array.Sort(sorted, weights);
        double all = weights.Sum();
        return [.. levels.Select(level =>
        {
            double below = 0;
            int i = 0;
            for (; i < sorted.Length - 1; i++)
            {
                below += weights[i];
                if (below > 0 && below >= level * all)
                    break;
            }

            return sorted[i];
        })];
    }

    /// <summary>The logarithm of the mean. A mean of 0, as of counts that are all 0, counts as half of one in all.</summary>
    public static double LogMean(double[] y, double[] w)
    {
        double mean = Mean(y, w);
        return Math.Log(mean > 0 ? mean : 0.5 / y.Length);
    }
}
