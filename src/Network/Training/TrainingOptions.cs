namespace MlNetShallow.Training;

/// <summary>How <see cref="GradientDescent"/> trains. Data only; the training checks and reads it once.</summary>
public sealed record TrainingOptions
{
    /// <summary>α, the learning rate: W := W − α·dW. Above 0 and finite. Default 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>How often training goes through all examples; at least 0. Default 100.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>
    /// The number of examples to a step; 0 for all of them, which is full-batch gradient descent: one step an epoch.
    /// A batch larger than the data is all of it. The m examples are split into ⌈m / BatchSize⌉ batches of nearly equal size,
    /// so that none is larger than this and none is a small remainder. Default 0.
    /// </summary>
    public int BatchSize { get; init; }

    /// <summary>Whether mini-batches are drawn in a new random order each epoch. Default true. Full-batch descent keeps the
    /// order of the examples.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of that order. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The number of threads; 0 for one a processor. Results do not hang on it. Default 0.</summary>
    public int NumberOfThreads { get; init; }

    /// <summary>Is called after each epoch, on the training thread.</summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops training after the step under way; what is learnt so far is kept.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal void Check()
    {
        OptionRange.Check(nameof(LearningRate), LearningRate, OptionRange.Positive);
        OptionRange.Check(nameof(Epochs), Epochs, OptionRange.NotNegative);
        OptionRange.Check(nameof(BatchSize), BatchSize, OptionRange.NotNegative);
        OptionRange.Check(nameof(NumberOfThreads), NumberOfThreads, OptionRange.NotNegative);
    }
}
