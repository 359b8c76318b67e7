namespace MlNetShallow.Training;

/// <summary>The mean of the metrics of several labels, less those that are not defined, as a target is the same everywhere.</summary>
internal sealed class MeanMetric(MetricOfOne[] metrics) : ValidationMetric
{
    public override double Weights => metrics[0].Weights;

    public override double Value
        => metrics.Select(metric => metric.Value).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    public override void Add<T>(ReadOnlySpan<T> logits, ReadOnlySpan<double> labels, double weight)
    {
        for (int k = 0; k < metrics.Length; k++)
            metrics[k].Add(logits.Slice(k, 1), labels.Slice(k, 1), weight);
    }
}
