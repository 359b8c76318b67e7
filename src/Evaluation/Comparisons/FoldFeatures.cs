using Microsoft.ML;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>The examples of a fold in memory, with their features.</summary>
/// <param name="Featurizer">What made the features.</param>
/// <param name="Training">The examples to learn from.</param>
/// <param name="Test">The examples to test with; where there are none yet, those to learn from.</param>
internal sealed record FoldFeatures(ITransformer Featurizer, IDataView Training, IDataView Test);
