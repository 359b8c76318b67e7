namespace MlNetShallow.Training.Solvers;

/// <summary>What an epoch of a solver gave.</summary>
/// <param name="Cost">The mean over the steps of the cost before the step.</param>
/// <param name="Rate">The learning rate or step length.</param>
/// <param name="HasConverged">Whether further epochs are not worth their time.</param>
internal readonly record struct SolverEpoch(double Cost, double Rate, bool HasConverged = false);
