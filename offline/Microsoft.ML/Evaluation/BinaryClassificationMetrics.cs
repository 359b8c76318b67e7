namespace Microsoft.ML.Data;

/// <summary>How well scores tell two classes apart.</summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(BinaryClassificationCounts counts)
    {
        AreaUnderRocCurve = RankingCurves.AreaUnderRoc(counts.Rows);
        Accuracy = counts.Accuracy;
        ConfusionMatrix = new ConfusionMatrix(counts);
        PositivePrecision = ConfusionMatrix.PerClassPrecision[0];
        PositiveRecall = ConfusionMatrix.PerClassRecall[0];
        NegativePrecision = ConfusionMatrix.PerClassPrecision[1];
        NegativeRecall = ConfusionMatrix.PerClassRecall[1];
        double sum = PositivePrecision + PositiveRecall;
        F1Score = sum == 0 ? 0 : 2 * PositivePrecision * PositiveRecall / sum;
        AreaUnderPrecisionRecallCurve = RankingCurves.AreaUnderPrecisionRecall(counts.Rows);
    }

    public double AreaUnderRocCurve { get; }

    public double Accuracy { get; }

    public double PositivePrecision { get; }

    public double PositiveRecall { get; }

    public double NegativePrecision { get; }

    public double NegativeRecall { get; }

    public double F1Score { get; }

    public double AreaUnderPrecisionRecallCurve { get; }

    public ConfusionMatrix ConfusionMatrix { get; }
}
