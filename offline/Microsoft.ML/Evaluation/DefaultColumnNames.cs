namespace Microsoft.ML.Data;

internal static class DefaultColumnNames
{
    internal const string Features = "Features";
    internal const string Label = "Label";
    internal const string PredictedLabel = "PredictedLabel";
    internal const string Score = "Score";
    internal const string Probability = "Probability";
}
