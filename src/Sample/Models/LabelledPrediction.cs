namespace MlNetShallow.Sample.Models;

/// <summary>A labelled example with what a model of K classes says of it; of two classes, 1 is the positive one.</summary>
/// <param name="Name">What the example is known by: the path of a picture.</param>
/// <param name="Actual">Its class, by number.</param>
/// <param name="Predicted">The predicted class, by number.</param>
/// <param name="Probabilities">(K), the probability of each class.</param>
/// <param name="Scores">(K), a number for each class that grows with its probability, and still tells examples apart where that
/// is 1 to the last digit: of two classes the logit.</param>
internal sealed record LabelledPrediction(string Name, int Actual, int Predicted, float[] Probabilities, float[] Scores);
