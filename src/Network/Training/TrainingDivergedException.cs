using System.Numerics;

namespace MlNetShallow.Training;

/// <summary>The cost or a weight became infinite or NaN: the steps were too long for these data.</summary>
public sealed class TrainingDivergedException : InvalidOperationException
{
    /// <summary>Says where and with what rate training diverged.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="optimizer">How steps were taken.</param>
    /// <param name="learningRate">The learning rate in force.</param>
    /// <param name="cost">The last cost.</param>
    public TrainingDivergedException(int epoch, Optimizer optimizer, double learningRate, double cost)
        : base(Describe(epoch, optimizer, learningRate, cost))
        => (Epoch, LearningRate) = (epoch, learningRate);

    /// <summary>The epoch in which the cost or a weight was no longer finite, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The learning rate in force.</summary>
    public double LearningRate { get; }

    /// <summary>Throws where the weights' precision does not hold a cost: it has derivatives whose squares it does not hold
    /// either.</summary>
    internal static void ThrowIfTooLarge<T>(double cost, int epoch, Optimizer optimizer, double learningRate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(T.CreateTruncating(cost)))
            throw new TrainingDivergedException(epoch, optimizer, learningRate, cost);
    }

    private static string Describe(int epoch, Optimizer optimizer, double learningRate, double cost)
    {
        string start = FormattableString.Invariant($"Training diverged in epoch {epoch}: the cost is {cost}. ");
        return start + (optimizer is LbfgsOptimizer
            ? "Bring the features and, for regression, the labels to a range of about 0 to 1."
            : FormattableString.Invariant($"The learning rate {learningRate} is too large for these data; ") +
                "try a tenth of it, or bring the features to a range of about 0 to 1.");
    }
}
