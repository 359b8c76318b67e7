using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training.Solvers;

/// <summary>An optimizer at work: it changes the parameters of a network, epoch by epoch.</summary>
internal interface ISolver : IRunState
{
    /// <summary>Takes the steps of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="learningRate">α of the epoch.</param>
    /// <returns>What it gave; null where no step lowers the cost any more, so that none was taken.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; the parameters are those of the last step.</exception>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    SolverEpoch? RunEpoch(int epoch, double learningRate);
}
