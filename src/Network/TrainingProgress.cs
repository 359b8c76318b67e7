using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>Where a training is after an epoch.</summary>
/// <param name="Epoch">The number of epochs done, from 1.</param>
/// <param name="Epochs">The number of epochs asked for.</param>
/// <param name="Cost">J over the epoch, as <see cref="TrainingResult{T}.CostHistory"/> keeps it.</param>
/// <param name="Elapsed">The time since training began.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, double Cost, TimeSpan Elapsed);
