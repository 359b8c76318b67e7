namespace MlNetShallow.Evaluation.Models;

/// <summary>What metrics of validation examples are called.</summary>
internal static class MetricNames
{
    /// <summary>R² is the share of the constant's squared error that is saved; of another loss it is another share, D².</summary>
    /// <param name="metric">The name where the loss is the squared error.</param>
    /// <param name="isSquared">Whether it is.</param>
    public static string ByLoss(string metric, bool isSquared)
        => isSquared ? metric : metric.Replace("R²", "D²", StringComparison.Ordinal);
}
