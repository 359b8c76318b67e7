namespace MlNetShallow.Tasks;

/// <summary>Whether a number can be learnt.</summary>
internal static class TargetCheck
{
    /// <summary>Refuses a label that the loss does not know. An infinite one is a missing one.</summary>
    /// <param name="value">The label.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="name">The label column.</param>
    /// <param name="row">The row.</param>
    /// <param name="target">Of several targets, which.</param>
    /// <exception cref="InvalidOperationException">It does not know it.</exception>
    public static void Run(float value, RegressionLoss loss, string name, long row, string? target = null)
    {
        string at = target is null ? $"in row {row}" : $"for '{target}' in row {row}";
        if (float.IsFinite(value) && float.Abs(value) > TrainingSet.LargestTarget)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The label column '{name}' has {value} {at}; labels are at most ") +
                FormattableString.Invariant($"{TrainingSet.LargestTarget} in magnitude, as predictions must be finite."));
        }

        if (float.IsFinite(value) && !loss.Knows(value))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The label column '{name}' has {value} {at}; with loss {loss} labels are {loss.Labels}."));
        }
    }
}
