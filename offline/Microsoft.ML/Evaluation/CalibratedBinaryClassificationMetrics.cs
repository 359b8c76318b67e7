namespace Microsoft.ML.Data;

/// <summary>How well scores tell two classes apart, and how well their probabilities fit. Losses are in bits.</summary>
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(BinaryClassificationCounts counts)
        : base(counts)
    {
        LogLoss = counts.LogLoss;
        LogLossReduction = counts.LogLossReduction;
        Entropy = counts.Entropy;
    }

    public double LogLoss { get; }

    public double LogLossReduction { get; }

    public double Entropy { get; }
}
