namespace MlNetShallow.Evaluation.Metrics;

/// <summary>A labelled example with what a model of K classes says of it; of two classes, 1 is the positive one.</summary>
/// <param name="Name">What the example is known by: the path of a picture, or the number of a row.</param>
/// <param name="Actual">Its class, by number.</param>
/// <param name="Predicted">The predicted class, by number.</param>
/// <param name="Probabilities">(K), the probability of each class.</param>
/// <param name="Scores">(K), a number for each class that grows with its probability, and still tells examples apart where that
/// is 1 to the last digit: of two classes the logit.</param>
internal sealed record LabelledPrediction(string Name, int Actual, int Predicted, float[] Probabilities, float[] Scores)
{
    /// <param name="name">What the example is known by.</param>
    /// <param name="isPositive">Whether it is of class 1.</param>
    /// <param name="isPredicted">Whether it is predicted to be.</param>
    /// <param name="score">The logit of class 1.</param>
    /// <param name="probability">The probability of class 1.</param>
    public static LabelledPrediction OfTwoClasses(
        string name, bool isPositive, bool isPredicted, float score, float probability)
        => new(name, isPositive ? 1 : 0, isPredicted ? 1 : 0, [1 - probability, probability], [-score, score]);
}
