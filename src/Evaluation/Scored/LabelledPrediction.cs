namespace MlNetShallow.Evaluation.Scored;

/// <summary>A labelled example with what a model of K classes says of it; of two classes, 1 is the positive one.</summary>
/// <param name="Row">The number of its row in the data, from 0.</param>
/// <param name="Name">What the example is known by: the path of a picture, or the number of a row.</param>
/// <param name="Actual">Its class, by number.</param>
/// <param name="Predicted">The predicted class, by number.</param>
/// <param name="Probabilities">(K), the probability of each class; null where the model gives none.</param>
/// <param name="Scores">(K), a number for each class that grows with its probability, and still tells examples apart where that
/// is 1 to the last digit: of two classes the logit.</param>
/// <param name="Picture">The path of its picture; null for none.</param>
internal sealed record LabelledPrediction(
    int Row, string Name, int Actual, int Predicted, float[]? Probabilities, float[] Scores, string? Picture = null)
{
    public bool IsMistake => Actual != Predicted;

    /// <summary>The probability of the predicted class; null without probabilities.</summary>
    public float? Probability => Probabilities?[Predicted];

    /// <summary>The score of the predicted class.</summary>
    public float Score => Scores[Predicted];
}
