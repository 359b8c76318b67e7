namespace MlNetShallow.Evaluation.Comparisons.Tables;

/// <summary>A mean and the deviation of a sample.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The deviation; null of a single value, which has none.</param>
internal sealed record Statistic(double Mean, double? Deviation)
{
    public static Statistic Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new(mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1)) : null);
    }
}
