namespace MlNetShallow.Data.Pipelines;

/// <summary>What ML.NET calls the columns of predictions.</summary>
internal static class PredictionColumns
{
    public const string Score = nameof(Score);
    public const string Probability = nameof(Probability);
    public const string PredictedLabel = nameof(PredictedLabel);
}
