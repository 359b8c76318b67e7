namespace MlNetShallow;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Completed = 0,

    /// <summary>It was cancelled; the network is as it was after the last step.</summary>
    Cancelled = 1,

    /// <summary>
    /// L-BFGS found no step that lowers the cost: it has come to a minimum, to the precision of the arithmetic. Or
    /// <see cref="AdaptiveSchedule"/> came to the end of its rates.
    /// </summary>
    Converged = 2,

    /// <summary>The cost that <see cref="EarlyStopping"/> watches no longer fell.</summary>
    EarlyStopped = 3,
}
