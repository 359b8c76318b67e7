namespace MlNetShallow;

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
