namespace MlNetShallow.Evaluation;

/// <summary>What one fit of an entrant gave.</summary>
public sealed class FitResult
{
    internal FitResult(ModelMetrics metrics, double secondsToFit, double rowsPerSecond, long? modelBytes)
        => (Metrics, SecondsToFit, RowsPerSecond, ModelBytes) = (metrics, secondsToFit, rowsPerSecond, modelBytes);

    /// <summary>How well its model does on the rows that it did not learn from.</summary>
    public ModelMetrics Metrics { get; }

    /// <summary>How long the fit took, in seconds, with the reading of the data. A first fit of less than a second is repeated, as
    /// much of it is the compilation of what it runs.</summary>
    public double SecondsToFit { get; }

    /// <summary>How fast the model scores the rows of the test.</summary>
    public double RowsPerSecond { get; }

    /// <summary>The size of the model as ML.NET saves it, in bytes; null for a model that cannot be saved.</summary>
    public long? ModelBytes { get; }
}
