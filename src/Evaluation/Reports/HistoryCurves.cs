namespace MlNetShallow.Evaluation.Reports;

/// <summary>What a training told of its epochs, as columns.</summary>
/// <param name="Epochs">The numbers of the epochs, from 1; of a long training every so many.</param>
/// <param name="Costs">J of each.</param>
/// <param name="ValidationCosts">J of the validation examples after each; null where there were none.</param>
/// <param name="ValidationMetrics">How good their predictions were; null where there were none.</param>
/// <param name="Rates">The learning rates.</param>
/// <param name="BestEpoch">The epoch that the weights are of.</param>
/// <param name="Count">The number of epochs done.</param>
/// <param name="Seconds">The time that they took.</param>
/// <param name="Loss">Of numbers, the loss, where it is not the squared error; else null.</param>
internal sealed record HistoryCurves(
    int[] Epochs,
    double[] Costs,
    double?[]? ValidationCosts,
    double?[]? ValidationMetrics,
    double[] Rates,
    int BestEpoch,
    int Count,
    double Seconds,
    string? Loss = null)
{
    private const int MostPoints = 1000;

    public static HistoryCurves? Of(TrainingHistory history, RegressionLoss? loss = null)
    {
        if (history.Count == 0)
            return null;
        int step = (history.Count + MostPoints - 1) / MostPoints;
        EpochRecord[] shown = [.. history.Where(
            record => (record.Epoch - 1) % step == 0 || record.Epoch == history.Count || record.Epoch == history.BestEpoch)];
        bool isValidated = shown.Any(record => record.ValidationCost is not null);
        return new HistoryCurves(
            [.. shown.Select(record => record.Epoch)],
            [.. shown.Select(record => record.Cost)],
            isValidated ? [.. shown.Select(record => record.ValidationCost)] : null,
            isValidated ? [.. shown.Select(record => record.ValidationMetric)] : null,
            [.. shown.Select(record => record.LearningRate)],
            history.BestEpoch,
            history.Count,
            history.Sum(record => record.Seconds),
            loss == RegressionLoss.Squared ? null : loss?.ToString());
    }
}
