using System.Numerics;

namespace MlNetShallow.Training;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Completed = 0,

    /// <summary>It was cancelled; the network is as it was after the last step.</summary>
    Cancelled = 1,

    /// <summary>L-BFGS found no step that lowers the cost: it has come to a minimum, to the precision of the arithmetic.</summary>
    Converged = 2,
}

/// <summary>The form of the arithmetic, chosen by what it costs. The result is the same to the rounding.</summary>
public enum TrainingForm
{
    /// <summary>Each step multiplies the weights with the features.</summary>
    Ordinary = 0,

    /// <summary>
    /// Each step multiplies coefficients of the examples with their Gram matrix K = XᵀX: W1 = s·W1₀ + C·X never leaves the
    /// span of its start and the examples, so Z1 = s·W1₀·X + C·K, and the gradient of C is dZ1. For m examples of n0 ≫ m
    /// features that is 2·n0/m times less work.
    /// </summary>
    Span = 1,
}

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
