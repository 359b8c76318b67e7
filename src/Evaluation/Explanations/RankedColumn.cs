namespace MlNetShallow.Evaluation.Explanations;

/// <summary>A column of a table with how much each metric changes where its values are dealt to other rows. The first metric
/// is the one that columns are ranked by.</summary>
internal sealed record RankedColumn(string Name, MetricChange[] Changes);

/// <summary>The change of a metric over some permutations.</summary>
/// <param name="Metric">The metric, by its name in <c>evaluate</c>.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Deviation">Its standard deviation.</param>
internal sealed record MetricChange(string Metric, double Mean, double Deviation);
