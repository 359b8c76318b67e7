namespace MlNetShallow.Evaluation.Metrics;

/// <summary>Labelled examples with what a model of classes says of each.</summary>
/// <param name="Classes">The names of the classes, in the model's order; of two classes the positive one is the second.</param>
/// <param name="Examples">The examples, in the order of the data.</param>
internal sealed record PredictedClasses(string[] Classes, LabelledPrediction[] Examples);
