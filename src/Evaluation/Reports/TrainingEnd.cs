namespace MlNetShallow.Evaluation.Reports;

/// <summary>How a training came to its end, in words.</summary>
internal static class TrainingEnd
{
    /// <summary>Why it ended, as the end of a sentence.</summary>
    public static string Why(StopReason reason) => reason switch
    {
        StopReason.Cancelled => "by request, before all epochs were done",
        StopReason.Converged => "as the cost could be lowered no further",
        StopReason.EarlyStopped => "as the watched cost no longer fell",
        _ => "after all epochs",
    };

    /// <summary>Sentences on what was chosen by cross-validation, and on what is out of the ordinary: that it ended early, or has
    /// not the weights of its end.</summary>
    /// <param name="learnt">What it has learnt.</param>
    /// <param name="epochs">The number of epochs that it could have done.</param>
    /// <param name="metric">What the metric is called.</param>
    public static IEnumerable<string> Describe(ShallowNetworkModelParameters learnt, int epochs, string metric)
    {
        if (learnt.CrossValidation is { } told)
        {
            yield return FormattableString.Invariant(
                $"L2 regularization {told.L2Regularization:G3}, by cross-validation over {told.Rows} examples: ")
                + FormattableString.Invariant(
                    $"cost {told.Cost:0.0000} (by guessing {told.CostOfGuessing:0.0000}), {metric} {told.Metric:0.0000}")
                + (told.Temperature == 1 ? "." : FormattableString.Invariant($", temperature {told.Temperature:0.00}."));
        }

        int done = learnt.History.Count, best = learnt.History.BestEpoch;
        if (learnt.StopReason is { } reason and not StopReason.Completed)
            yield return $"Training ended after {done} of {epochs} epochs, {Why(reason)}.";
        if (best != done)
            yield return $"The weights are those after epoch {best}, where the validation cost was lowest.";
    }
}
