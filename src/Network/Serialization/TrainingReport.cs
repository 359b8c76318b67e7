using MlNetShallow.Training.Selection;

namespace MlNetShallow.Serialization;

/// <summary>How a network came to be.</summary>
/// <param name="History">What each completed epoch gave.</param>
/// <param name="StopReason">Why training ended.</param>
/// <param name="Rows">The number of examples that it learnt from, validation examples included.</param>
/// <param name="SkippedRows">The number of examples that were left out because of missing or infinite values.</param>
public sealed record TrainingReport(TrainingHistory History, StopReason StopReason, long Rows, long SkippedRows)
{
    /// <summary>What cross-validation gave; null where λ was not chosen by them.</summary>
    public CrossValidationResult? CrossValidation { get; init; }
}
