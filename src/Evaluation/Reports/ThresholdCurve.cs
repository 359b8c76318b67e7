using MlNetShallow.Evaluation.Scored;

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
/// <param name="Low">The lowest threshold: probability 0, or the lowest score where there are no probabilities.</param>
/// <param name="High">The highest.</param>
/// <param name="Start">The step of the threshold that tells examples apart as the predicted labels do, or nearly so.</param>
/// <param name="AtThreshold">The same for those above the threshold at each of its <see cref="Steps"/> steps from the lowest to
/// the highest.</param>
/// <param name="Calibration">How far its probability can be taken at its word; null without probabilities.</param>
internal sealed record ThresholdCurve(
    string Class,
    int Positives,
    int Negatives,
    double Auc,
    int[] TruePositives,
    int[] FalsePositives,
    double Low,
    double High,
    int Start,
    ThresholdCounts AtThreshold,
    Calibration? Calibration)
{
    /// <summary>The number of steps that the threshold has on its way from the lowest to the highest.</summary>
    public const int Steps = 1000;

    private const int MostPoints = 1000;

    /// <param name="name">The class's name.</param>
    /// <param name="ownClass">The class's number.</param>
    /// <param name="examples">The examples, all with probabilities or all without.</param>
    /// <param name="isPositive">Whether there are two classes of which this is the positive one, so that the threshold alone
    /// decides.</param>
    public static ThresholdCurve Of(
        string name, int ownClass, IReadOnlyCollection<LabelledPrediction> examples, bool isPositive)
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
        bool hasProbabilities = examples.All(example => example.Probabilities is not null);
        (double low, double high) = hasProbabilities
            ? (0, 1)
            : (examples.Min(example => example.Scores[ownClass]), (double)examples.Max(example => example.Scores[ownClass]));
        return new ThresholdCurve(
            name,
            positives,
            negatives,
            orderedPairs / positives / negatives,
            [.. points.Select(point => point.True)],
            [.. points.Select(point => point.False)],
            low,
            high,
            StartOf(isPositive ? examples : [], ownClass, low, high, hasProbabilities ? 0.5 : 0),
            new ThresholdCounts(
                Above(examples.Where(example => example.Actual == ownClass), ownClass, low, high),
                Above(examples.Where(example => example.Actual != ownClass), ownClass, low, high)),
            hasProbabilities
                ? Calibration.Of([.. examples.Select(example => (example.Probabilities![ownClass], example.Actual == ownClass))])
                : null);
    }

    private static float ValueOf(LabelledPrediction example, int ownClass)
        => (example.Probabilities ?? example.Scores)[ownClass];

    /// <summary>The usual threshold, if it agrees with the predictions; else one between those that are taken for the class and
    /// the others.</summary>
    private static int StartOf(
        IReadOnlyCollection<LabelledPrediction> examples, int ownClass, double low, double high, double usual)
    {
        double below = double.NegativeInfinity, above = double.PositiveInfinity;
        foreach (LabelledPrediction example in examples)
        {
            double value = ValueOf(example, ownClass);
            if (example.Predicted == ownClass)
                above = Math.Min(above, value);
            else
                below = Math.Max(below, value);
        }

        double threshold = usual >= below && usual < above ? usual
            : !double.IsFinite(below) ? low
            : !double.IsFinite(above) ? high
            : (below + above) / 2;
        return high > low ? (int)Math.Round((Math.Clamp(threshold, low, high) - low) / (high - low) * Steps) : 0;
    }

    // More points than a screen has pixels only make the page large.
    private static List<(int True, int False)> Thinned(List<(int True, int False)> points)
    {
        int step = (points.Count + MostPoints - 1) / MostPoints;
        return [.. points.Where((_, i) => i % step == 0 || i == points.Count - 1)];
    }

    private static int[] Above(IEnumerable<LabelledPrediction> examples, int ownClass, double low, double high)
    {
        float[] sorted = [.. examples.Select(example => ValueOf(example, ownClass)).Order()];
        var counts = new int[Steps + 1];
        for (int step = 0, below = 0; step <= Steps; step++)
        {
            double threshold = low + ((high - low) * step / Steps);
            while (below < sorted.Length && sorted[below] <= threshold)
                below++;
            counts[step] = sorted.Length - below;
        }

        return counts;
    }
}

/// <summary>How many examples lie above each threshold.</summary>
internal sealed record ThresholdCounts(int[] TruePositives, int[] FalsePositives);
