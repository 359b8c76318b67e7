namespace MlNetShallow.Evaluation.Explanations;

/// <summary>A prediction, and what it is made of.</summary>
/// <param name="Name">The path of a picture, or the number of a row.</param>
/// <param name="Prediction">What is predicted: the name of a class, or a number.</param>
/// <param name="Score">The score that the contributions add up to, from that of the baseline.</param>
/// <param name="BaselineScore">The score of the baseline.</param>
/// <param name="Contributions">The contribution of each feature; NaN where the row lacks one.</param>
internal sealed record ExplainedRow(
    string Name, string Prediction, float Score, float BaselineScore, double[] Contributions)
{
    /// <summary>Whether there is anything to tell.</summary>
    public bool IsScored => double.IsFinite(Contributions[0]);
}
