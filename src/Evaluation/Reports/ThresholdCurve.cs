using MlNetShallow.Evaluation.Metrics;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>
/// How a class is told from all the others when the threshold moves: what ROC and precision-recall curves are drawn from
/// (Fawcett, An introduction to ROC analysis, 2006, algorithms 1 and 2).
/// </summary>
/// <param name="Class">The class that counts as positive.</param>
/// <param name="Positives">The number of its examples.</param>
/// <param name="Negatives">The number of all others.</param>
/// <param name="Auc">The area under the ROC curve: the share of pairs of a positive and a negative whose scores are in that
/// order, a tie counting half. NaN without examples of both kinds.</param>
/// <param name="TruePositives">The positives among the examples of the highest scores, one score after the other.</param>
/// <param name="FalsePositives">The negatives among them.</param>
/// <param name="AtThreshold">The same for those whose probability is above 0, 1/<see cref="Steps"/>, 2/<see cref="Steps"/> …
/// 1.</param>
/// <param name="Calibration">How far its probability can be taken at its word.</param>
internal sealed record ThresholdCurve(
    string Class,
    int Positives,
    int Negatives,
    double Auc,
    int[] TruePositives,
    int[] FalsePositives,
    ThresholdCounts AtThreshold,
    Calibration Calibration)
{
    /// <summary>The number of steps that the threshold has on its way from 0 to 1.</summary>
    public const int Steps = 1000;

    private const int MostPoints = 1000;

    public static ThresholdCurve Of(string name, int ownClass, IReadOnlyCollection<LabelledPrediction> examples)
    {
        int positives = examples.Count(example => example.Actual == ownClass), negatives = examples.Count - positives;
        List<(int True, int False)> points = [(0, 0)];
        double orderedPairs = 0;
        foreach (var tied in examples.GroupBy(example => example.Scores[ownClass]).OrderByDescending(group => group.Key))
        {
            (int trueBefore, int falseBefore) = points[^1];
            int own = tied.Count(example => example.Actual == ownClass), others = tied.Count() - own;
            orderedPairs += (trueBefore + (0.5 * own)) * others;
            points.Add((trueBefore + own, falseBefore + others));
        }

        points = Thinned(points);
        return new ThresholdCurve(
            name,
            positives,
            negatives,
            orderedPairs / positives / negatives,
            [.. points.Select(point => point.True)],
            [.. points.Select(point => point.False)],
            new ThresholdCounts(
                Above(examples.Where(example => example.Actual == ownClass), ownClass),
                Above(examples.Where(example => example.Actual != ownClass), ownClass)),
            Calibration.Of([.. examples.Select(example => (example.Probabilities[ownClass], example.Actual == ownClass))]));
    }

    // More points than a screen has pixels only make the page large.
    private static List<(int True, int False)> Thinned(List<(int True, int False)> points)
    {
        int step = (points.Count + MostPoints - 1) / MostPoints;
        return [.. points.Where((_, i) => i % step == 0 || i == points.Count - 1)];
    }

    private static int[] Above(IEnumerable<LabelledPrediction> examples, int ownClass)
    {
        float[] sorted = [.. examples.Select(example => example.Probabilities[ownClass]).Order()];
        var counts = new int[Steps + 1];
        for (int step = 0, below = 0; step <= Steps; step++)
        {
            while (below < sorted.Length && sorted[below] <= (double)step / Steps)
                below++;
            counts[step] = sorted.Length - below;
        }

        return counts;
    }
}

/// <summary>How many examples lie above each threshold.</summary>
internal sealed record ThresholdCounts(int[] TruePositives, int[] FalsePositives);
