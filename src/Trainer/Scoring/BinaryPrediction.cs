namespace MlNetShallow.Scoring;

/// <summary>The columns of a binary model. Their order is that of ML.NET's binary models.</summary>
internal sealed class BinaryPrediction : IPrediction
{
    public const string ContractName = "MlNetShallow.BinaryScoring";

    public bool PredictedLabel { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }

    static string IPrediction.Contract => ContractName;

    /// <summary>Fills the columns from the logit z: ŷ = 1 / (1 + e⁻ᶻ), see <see cref="OutputFunction"/>.</summary>
    public void Set(ReadOnlySpan<float> logits, float threshold)
        => (PredictedLabel, Score, Probability) = (logits[0] > threshold, logits[0], ProbabilityOf(logits[0]));

    public static float ProbabilityOf(float logit)
    {
        float probability = 0;
        OutputFunction.Apply(
            OutputLayer.SigmoidCrossEntropy, new ReadOnlySpan<float>(in logit), new Span<float>(ref probability));
        return probability;
    }
}
