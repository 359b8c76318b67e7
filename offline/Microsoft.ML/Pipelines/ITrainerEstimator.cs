namespace Microsoft.ML.Trainers;

/// <summary>An estimator that trains a model.</summary>
public interface ITrainerEstimator<out TTransformer, out TModel> : IEstimator<TTransformer>
    where TTransformer : IPredictionTransformer<TModel>
    where TModel : class
{
    TrainerInfo Info { get; }
}

/// <summary>Says what ML.NET's trainer of this name wants of its data; training with it needs the Microsoft.ML package.</summary>
public sealed class LbfgsLogisticRegressionBinaryTrainer
{
    internal LbfgsLogisticRegressionBinaryTrainer() { }
    public TrainerInfo Info { get; } = new();
}
