using System.Numerics;
using MlNetShallow.Training.Selection;

namespace MlNetShallow.Training;

/// <summary>What a training gives. Immutable and thread-safe.</summary>
/// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
/// <param name="Network">The trained network.</param>
/// <param name="History">What each completed epoch gave.</param>
/// <param name="StopReason">Why training ended.</param>
/// <param name="Form">The form of the arithmetic that was chosen.</param>
/// <param name="FormReason">Why it was that one.</param>
public sealed record TrainingResult<T>(
    ShallowNetwork<T> Network,
    TrainingHistory History,
    StopReason StopReason,
    TrainingForm Form,
    string FormReason)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>J of each completed epoch.</summary>
    public IReadOnlyList<double> CostHistory => History.Costs;

    /// <summary>What cross-validation gave; null where λ was not chosen by it.</summary>
    public CrossValidationResult? CrossValidation { get; init; }
}
