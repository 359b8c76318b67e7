namespace Microsoft.ML.Data;

/// <summary>How well scores tell two classes apart.</summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(IReadOnlyList<ScoredRow> rows)
    {
        double Count(bool isPositive, bool isPredicted)
            => rows.Count(row => row.IsPositive == isPositive && row.Score > 0 == isPredicted);

        AreaUnderRocCurve = RankingCurves.AreaUnderRoc(rows);
        AreaUnderPrecisionRecallCurve = RankingCurves.AreaUnderPrecisionRecall(rows);
        var (truePositives, falseNegatives) = (Count(true, true), Count(true, false));
        var (falsePositives, trueNegatives) = (Count(false, true), Count(false, false));
        ConfusionMatrix = new ConfusionMatrix([[truePositives, falseNegatives], [falsePositives, trueNegatives]]);
        Accuracy = (truePositives + trueNegatives) / rows.Count;
        PositivePrecision = Share(truePositives, truePositives + falsePositives);
        PositiveRecall = Share(truePositives, truePositives + falseNegatives);
        NegativePrecision = Share(trueNegatives, trueNegatives + falseNegatives);
        NegativeRecall = Share(trueNegatives, trueNegatives + falsePositives);
        F1Score = Share(2 * PositivePrecision * PositiveRecall, PositivePrecision + PositiveRecall);
    }

    public double AreaUnderRocCurve { get; }
    public double AreaUnderPrecisionRecallCurve { get; }
    public double Accuracy { get; }
    public double PositivePrecision { get; }
    public double PositiveRecall { get; }
    public double NegativePrecision { get; }
    public double NegativeRecall { get; }
    public double F1Score { get; }
    public ConfusionMatrix ConfusionMatrix { get; }
    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}

/// <summary>How well scores tell two classes apart, and how well their probabilities fit. Losses are in bits.</summary>
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(IReadOnlyList<ScoredRow> rows)
        : base(rows)
    {
        // As in ML.NET, a row without a probability is not counted, and yet makes the loss NaN.
        ScoredRow[] counted = [.. rows.Where(row => !float.IsNaN(row.Probability))];
        double prior = EntropyOf(counted);
        LogLoss = rows.Sum(row => -Math.Log2(row.IsPositive ? row.Probability : 1.0 - row.Probability)) / counted.Length;
        LogLossReduction = (prior - LogLoss) / prior;
    }

    public double LogLoss { get; }
    public double LogLossReduction { get; }

    private static double EntropyOf(ScoredRow[] rows)
    {
        double share = (double)rows.Count(row => row.IsPositive) / rows.Length;
        return share is 0 or 1 ? 0 : -share * Math.Log2(share) - (1 - share) * Math.Log2(1 - share);
    }
}

/// <summary>How many rows of each class (outer index) were predicted to be of which class (inner index).</summary>
public sealed class ConfusionMatrix
{
    internal ConfusionMatrix(double[][] counts) => Counts = counts;
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }
}
