namespace MlNetShallow.Scoring;

/// <summary>The column of a regression model.</summary>
internal sealed class RegressionPrediction : IPrediction
{
    public const string ContractName = "MlNetShallow.RegressionScoring";

    public float Score { get; set; }

    static string IPrediction.Contract => ContractName;

    public void Set(ReadOnlySpan<float> outputs, float threshold) => Score = outputs[0];
}
