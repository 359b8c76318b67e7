using MlNetShallow.Evaluation.Comparisons.Tables;

namespace MlNetShallow.Evaluation;

/// <summary>What an entrant gave.</summary>
public sealed class EntrantResult
{
    private readonly List<FitResult> _fits = [];

    internal EntrantResult(Entrant entrant) => Entrant = entrant;

    /// <summary>What it is called.</summary>
    public string Name => Entrant.Name;

    /// <summary>Its fits, one for each fold that is done.</summary>
    public IReadOnlyList<FitResult> Fits => _fits;

    /// <summary>What went wrong, in a line; null for nothing. After that it is left out of further folds.</summary>
    public string? Error { get; internal set; }

    internal Entrant Entrant { get; }

    /// <summary>The mean of a metric over the folds.</summary>
    /// <param name="metric">One of <see cref="ModelMetrics.Values"/>.</param>
    /// <returns>NaN without a fit, or for a metric that its model does not have.</returns>
    public double Mean(string metric) => Over(metric)?.Mean ?? double.NaN;

    /// <summary>The standard deviation of a metric over the folds, that of a sample.</summary>
    /// <param name="metric">One of <see cref="ModelMetrics.Values"/>.</param>
    /// <returns>NaN with fewer than two fits, or for a metric that its model does not have.</returns>
    public double Deviation(string metric) => Over(metric)?.Deviation ?? double.NaN;

    internal void Add(FitResult fit) => _fits.Add(fit);

    /// <summary>A figure over all its fits; null where none has it.</summary>
    internal Statistic? Over(Func<FitResult, double?> value)
    {
        double[] values = [.. _fits.Select(value).OfType<double>()];
        return values.Length > 0 ? Statistic.Of(values) : null;
    }

    private Statistic? Over(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return Over(fit => fit.Metrics.Find(metric));
    }
}
