using Microsoft.ML;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>What a trainer is made for.</summary>
/// <param name="MLContext">Has the seed, and nothing of the fits before.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Progress">Gets the epochs of a trainer that tells of them.</param>
/// <param name="Cancellation">Stops a trainer that can be stopped.</param>
internal sealed record FitContext(
    MLContext MLContext, int Seed, Action<TrainingProgress> Progress, CancellationToken Cancellation);
