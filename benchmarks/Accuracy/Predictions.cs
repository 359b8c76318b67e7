namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary>
/// What a model says of the test examples, row by row: for two classes one score a row, for K classes K scores, for
/// regression the value itself. The same few lines judge every contestant.
/// </summary>
/// <param name="Scores">The scores; of classes, larger ones speak for the class.</param>
/// <param name="Threshold">For two classes: the score above which a row is predicted to be of class 1.</param>
/// <param name="Probabilities">The probability of class 1, or of each class; null if the model gives none.</param>
internal sealed record Predictions(double[] Scores, double Threshold = 0, double[]? Probabilities = null)
{
    /// <summary>No probability counts as smaller, as a single wrong 0 would make the mean infinite.</summary>
    private const double SmallestProbability = 1e-15;

    /// <summary>Scores that are probabilities.</summary>
    public static Predictions OfProbabilities(double[] probabilities) => new(probabilities, 0.5, probabilities);

    public Quality Judge(Problem problem)
    {
        float[] labels = problem.Test.Labels;
        return problem.Task switch
        {
            LearningTask.Binary => new(
                Mean(labels, (label, row) => Scores[row] > Threshold == label > 0 ? 1 : 0),
                AreaUnderCurve(labels),
                Probabilities is { } p ? Mean(labels, (label, row) => LogLoss(label > 0 ? p[row] : 1 - p[row])) : null),
            LearningTask.Multiclass => new(
                Mean(labels, (label, row) => Largest(Row(row, problem.Classes)) == (int)label ? 1 : 0),
                null,
                Probabilities is { } p
                    ? Mean(labels, (label, row) => LogLoss(p[(row * problem.Classes) + (int)label])) : null),
            _ => OfRegression(labels),
        };
    }

    private Quality OfRegression(float[] labels)
    {
        double mean = Mean(labels, (label, _) => label);
        double squaredError = Mean(labels, (label, row) => Square(Scores[row] - label));
        return new(1 - (squaredError / Mean(labels, (label, _) => Square(label - mean))), Math.Sqrt(squaredError), null);
    }

    private ReadOnlySpan<double> Row(int row, int classes) => Scores.AsSpan(row * classes, classes);

    /// <summary>The probability that a row of class 1 has a larger score than one of class 0; an equal one counts half.</summary>
    private double AreaUnderCurve(float[] labels)
    {
        double[] negatives = [.. Scores.Where((_, row) => labels[row] <= 0).Order()];
        double[] positives = [.. Scores.Where((_, row) => labels[row] > 0)];
        double wins = positives.Sum(
            score => (CountBelow(negatives, score) + CountBelow(negatives, Math.BitIncrement(score))) / 2.0);
        return wins / positives.Length / negatives.Length;
    }

    private static int CountBelow(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double Mean(float[] labels, Func<float, int, double> value) => labels.Select(value).Average();

    private static double Square(double value) => value * value;

    private static double LogLoss(double probability)
        => -Math.Log(Math.Clamp(probability, SmallestProbability, 1));

    private static int Largest(ReadOnlySpan<double> scores)
    {
        int largest = 0;
        for (int i = 1; i < scores.Length; i++)
            largest = scores[i] > scores[largest] ? i : largest;
        return largest;
    }
}

/// <summary>How good predictions are.</summary>
/// <param name="Main">What a floor is about: accuracy, or R² for regression.</param>
/// <param name="Second">The area under the curve for two classes, the root of the mean squared error for regression.</param>
/// <param name="LogLoss">The mean of −ln p of the right class; null without probabilities.</param>
internal sealed record Quality(double Main, double? Second, double? LogLoss);
