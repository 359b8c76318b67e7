namespace Microsoft.ML.Data;

/// <summary>The values that a metric took.</summary>
public sealed class MetricStatistics
{
    internal MetricStatistics(IEnumerable<double> values) => Mean = values.Average();
    public double Mean { get; }
}

/// <summary>Metrics before a change and after it, each time that it was made.</summary>
internal sealed record MetricChanges<TMetrics>(TMetrics Before, TMetrics[] After)
{
    internal MetricStatistics Of(Func<TMetrics, double> metric) => new(After.Select(after => metric(after) - metric(Before)));
}

/// <summary>By how much the metrics changed.</summary>
public sealed class BinaryClassificationMetricsStatistics
{
    internal BinaryClassificationMetricsStatistics(MetricChanges<CalibratedBinaryClassificationMetrics> changes)
        => Accuracy = changes.Of(metrics => metrics.Accuracy);

    public MetricStatistics Accuracy { get; }
}

/// <inheritdoc cref="BinaryClassificationMetricsStatistics"/>
public sealed class MulticlassClassificationMetricsStatistics
{
    internal MulticlassClassificationMetricsStatistics(MetricChanges<MulticlassClassificationMetrics> changes)
        => MicroAccuracy = changes.Of(metrics => metrics.MicroAccuracy);

    public MetricStatistics MicroAccuracy { get; }
}

/// <inheritdoc cref="BinaryClassificationMetricsStatistics"/>
public sealed class RegressionMetricsStatistics
{
    internal RegressionMetricsStatistics(MetricChanges<RegressionMetrics> changes)
        => RSquared = changes.Of(metrics => metrics.RSquared);

    public MetricStatistics RSquared { get; }
}
