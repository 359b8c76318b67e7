namespace Microsoft.ML.Trainers;

/// <summary>Says what ML.NET's trainer of this name wants of its data; training with it needs the Microsoft.ML package.</summary>
public sealed class LbfgsLogisticRegressionBinaryTrainer
{
    internal LbfgsLogisticRegressionBinaryTrainer()
    {
    }

    public TrainerInfo Info { get; } = new(normalization: true, caching: true);
}
