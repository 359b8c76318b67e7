namespace MlNetShallow.Evaluation.Scored;

/// <summary>Labelled examples with what a model of classes says of each.</summary>
/// <param name="Classes">The names of the classes, in the model's order; of two classes the positive one is the second.</param>
/// <param name="Examples">The examples, in the order of the data.</param>
/// <param name="HasPositive">Whether there are two classes of which one is the positive one.</param>
/// <param name="HasProbabilities">Whether the model tells how probable each class is.</param>
internal sealed record PredictedClasses(
    string[] Classes, LabelledPrediction[] Examples, bool HasPositive, bool HasProbabilities);
