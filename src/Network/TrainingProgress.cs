namespace MlNetShallow;

/// <summary>Where a training is after an epoch.</summary>
/// <param name="Last">What the epoch gave.</param>
/// <param name="Epochs">The number of epochs asked for.</param>
/// <param name="Elapsed">The time since training began.</param>
public readonly record struct TrainingProgress(EpochRecord Last, int Epochs, TimeSpan Elapsed)
{
    /// <summary>The number of epochs done, from 1.</summary>
    public int Epoch => Last.Epoch;

    /// <summary>J over the epoch.</summary>
    public double Cost => Last.Cost;
}
