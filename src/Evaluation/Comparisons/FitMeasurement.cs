using MlNetShallow.Evaluation.Metrics;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>What one fit of a trainer gave.</summary>
/// <param name="Metrics">How good its model is on the examples that it did not learn from.</param>
/// <param name="SecondsToFit">How long the fit took, from features in memory.</param>
/// <param name="RowsPerSecond">How fast the model scores them, from features in memory.</param>
/// <param name="ModelBytes">The size of the model as ML.NET saves it, with what makes the features.</param>
internal sealed record FitMeasurement(MetricsReport Metrics, double SecondsToFit, double RowsPerSecond, long ModelBytes);
