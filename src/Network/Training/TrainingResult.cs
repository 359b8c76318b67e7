using System.Numerics;

namespace MlNetShallow.Training;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Completed = 0,

    /// <summary>It was cancelled; the network is as it was after the last step.</summary>
    Cancelled = 1,
}

/// <summary>What a training gives.</summary>
/// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
/// <param name="Network">The trained network.</param>
/// <param name="CostHistory">
/// J of each completed epoch: the mean over its steps of the cost before the step, each step weighted by its examples. For
/// full-batch descent this is the cost at the epoch's start, as the notes plot it.
/// </param>
/// <param name="StopReason">Why training ended.</param>
public sealed record TrainingResult<T>(ShallowNetwork<T> Network, IReadOnlyList<double> CostHistory, StopReason StopReason)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
