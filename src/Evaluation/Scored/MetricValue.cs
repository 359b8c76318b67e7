namespace MlNetShallow.Evaluation.Scored;

/// <summary>A metric with its name in a table; the unit is empty for a plain number.</summary>
internal sealed record MetricValue(string Name, double Value, string Unit = "");
