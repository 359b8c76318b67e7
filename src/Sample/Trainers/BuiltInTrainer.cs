using Microsoft.ML;

namespace MlNetShallow.Sample.Trainers;

/// <summary>A trainer of ML.NET's own, with the options that it comes with.</summary>
/// <param name="Name">The method of ML.NET's catalog that makes it.</param>
/// <param name="Create">Makes it for the names of the label's and the features' column.</param>
internal sealed record BuiltInTrainer(string Name, Func<MLContext, string, string, IEstimator<ITransformer>> Create);
