namespace Microsoft.ML.Data;

/// <summary>The areas under the curves that a threshold sweeping over the scores draws.</summary>
internal static class RankingCurves
{
    /// <summary>The share of pairs of a positive and a negative whose scores are in that order; a tie counts half.</summary>
    internal static double AreaUnderRoc(List<(float Score, bool IsPositive)> rows)
    {
        double positives = rows.Count(row => row.IsPositive);
        double negatives = rows.Count - positives;
        Contracts.CheckParam(positives > 0, "PosSample", "AUC is not defined when there is no positive class in the data");
        Contracts.CheckParam(negatives > 0, "NegSample", "AUC is not defined when there is no negative class in the data");

        double positivesAbove = 0;
        double orderedPairs = 0;
        foreach (var tied in rows.GroupBy(row => row.Score).OrderByDescending(group => group.Key))
        {
            double tiedPositives = tied.Count(row => row.IsPositive);
            double tiedNegatives = tied.Count() - tiedPositives;
            orderedPairs += (positivesAbove + 0.5 * tiedPositives) * tiedNegatives;
            positivesAbove += tiedPositives;
        }

        return orderedPairs / (positives * negatives);
    }

    /// <summary>By trapezoids from one positive to the next. Of tied rows, the one that comes first ranks higher.</summary>
    /// <remarks>ML.NET estimates it from a sample where there are more than 100,000 rows; this is exact.</remarks>
    internal static double AreaUnderPrecisionRecall(List<(float Score, bool IsPositive)> rows)
    {
        double positives = rows.Count(row => row.IsPositive);
        double truePositives = 0;
        double falsePositives = 0;
        double recall = 0;
        double precision = 1;
        double area = 0;
        foreach (var (_, isPositive) in rows.OrderByDescending(row => row.Score))
        {
            if (!isPositive)
            {
                falsePositives++;
                precision = truePositives / (truePositives + falsePositives);
                continue;
            }

            truePositives++;
            double nextRecall = truePositives / positives;
            double nextPrecision = truePositives / (truePositives + falsePositives);
            area += (nextRecall - recall) * (precision + nextPrecision) / 2;
            recall = nextRecall;
            precision = nextPrecision;
        }

        return area;
    }
}
