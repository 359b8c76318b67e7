using System.Numerics;

namespace MlNetShallow.Training;

/// <summary>What a training gives.</summary>
/// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
/// <param name="Network">The trained network.</param>
/// <param name="CostHistory">
/// J of each completed epoch: the mean over its steps of the cost before the step, each step weighted by its examples. For
/// full-batch descent this is the cost at the epoch's start, as the notes plot it.
/// </param>
/// <param name="StopReason">Why training ended.</param>
/// <param name="Form">The form of the arithmetic that was chosen.</param>
/// <param name="FormReason">Why it was that one.</param>
public sealed record TrainingResult<T>(
    ShallowNetwork<T> Network,
    IReadOnlyList<double> CostHistory,
    StopReason StopReason,
    TrainingForm Form,
    string FormReason)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
