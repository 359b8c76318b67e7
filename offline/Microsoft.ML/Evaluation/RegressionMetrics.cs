namespace Microsoft.ML.Data;

/// <summary>How near scores come to labels.</summary>
public sealed class RegressionMetrics
{
    internal RegressionMetrics(IReadOnlyList<(double Label, double Score)> rows)
    {
        double count = rows.Count;
        MeanAbsoluteError = rows.Sum(row => Math.Abs(row.Label - row.Score)) / count;
        MeanSquaredError = rows.Sum(row => (row.Label - row.Score) * (row.Label - row.Score)) / count;
        double sum = rows.Sum(row => row.Label);
        double spread = rows.Sum(row => row.Label * row.Label) - (sum * sum / count);
        RSquared = spread == 0 ? double.NaN : 1 - (MeanSquaredError * count / spread);
    }

    public double MeanAbsoluteError { get; }
    public double MeanSquaredError { get; }
    public double RootMeanSquaredError => Math.Sqrt(MeanSquaredError);
    public double RSquared { get; }
}
