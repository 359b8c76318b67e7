namespace MlNetShallow.Scoring;

/// <summary>The output columns as members, for custom mappings. Their order is that of ML.NET's binary models.</summary>
internal sealed class BinaryPrediction
{
    public bool PredictedLabel { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }

    /// <summary>Fills the columns from the logit z: ŷ = 1 / (1 + e⁻ᶻ).</summary>
    public void Set(float logit)
        => (PredictedLabel, Score, Probability) = (logit > 0, logit, ProbabilityOf(logit));

    public static float ProbabilityOf(float logit) => 1 / (1 + MathF.Exp(-logit));
}
