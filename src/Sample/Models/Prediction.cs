namespace MlNetShallow.Sample.Models;

/// <summary>What a model says of a picture.</summary>
/// <param name="Label">The predicted class: 1 or 0, or its name.</param>
/// <param name="Probability">For two classes the probability of class 1, for several that of the predicted one.</param>
/// <param name="Scores">For two classes the logit, for several the probability of each.</param>
internal sealed record Prediction(string Label, float Probability, float[] Scores);
