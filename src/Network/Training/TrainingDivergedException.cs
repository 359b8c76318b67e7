namespace MlNetShallow.Training;

/// <summary>The cost became infinite or NaN: the steps were too long for these data.</summary>
public sealed class TrainingDivergedException : InvalidOperationException
{
    /// <summary>Says where and with what rate training diverged.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="learningRate">The learning rate in force.</param>
    /// <param name="cost">The cost, infinite or NaN.</param>
    public TrainingDivergedException(int epoch, double learningRate, double cost)
        : base($"Training diverged in epoch {epoch}: the cost is {cost}. The learning rate {learningRate} is too large for " +
            "these data; try a tenth of it, or bring the features to a range of about 0 to 1.")
        => (Epoch, LearningRate) = (epoch, learningRate);

    /// <summary>The epoch in which the cost was no longer finite, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The learning rate in force.</summary>
    public double LearningRate { get; }
}
