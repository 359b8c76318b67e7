namespace MlNetShallow.Benchmarks.Accuracy.Figures;

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

    /// <exception cref="InvalidOperationException">A score is no number.</exception>
    public Quality Judge(LearningTask task, int classes, float[] labels)
    {
        int without = Scores.Concat(Probabilities ?? []).Count(double.IsNaN);
        if (without > 0)
            throw new InvalidOperationException($"{without} of {Scores.Length} scores are NaN.");
        return task switch
        {
            LearningTask.Binary => OfTwoClasses(labels),
            LearningTask.Multiclass => OfClasses(labels, classes),
            _ => OfRegression(labels),
        };
    }

    private Quality OfTwoClasses(float[] labels) => new(
        Mean(labels, (label, row) => Scores[row] > Threshold == label > 0 ? 1 : 0),
        Probabilities is { } p ? Mean(labels, (label, row) => LogLossOf(label > 0 ? p[row] : 1 - p[row])) : null,
        AreaUnderCurve(labels),
        Probabilities is null ? null : CalibrationError.Of(Probabilities, [.. labels.Select(label => label > 0)]));

    private Quality OfClasses(float[] labels, int classes)
    {
        int[] predicted = [.. labels.Select((_, row) => Largest(Scores.AsSpan(row * classes, classes)))];
        bool[] isRight = [.. labels.Select((label, row) => predicted[row] == (int)label)];
        return new(
            isRight.Average(right => right ? 1 : 0),
            Probabilities is { } p ? Mean(labels, (label, row) => LogLossOf(p[(row * classes) + (int)label])) : null,
            CalibrationError: Probabilities is { } of
                ? CalibrationError.Of([.. predicted.Select((label, row) => of[(row * classes) + label])], isRight) : null);
    }

    private Quality OfRegression(float[] labels)
    {
        double mean = Mean(labels, (label, _) => label);
        double squaredError = Mean(labels, (label, row) => Square(Scores[row] - label));
        return new(
            RSquared: 1 - (squaredError / Mean(labels, (label, _) => Square(label - mean))),
            AbsoluteError: Mean(labels, (label, row) => Math.Abs(Scores[row] - label)));
    }

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

    private static double LogLossOf(double probability) => -Math.Log(Math.Clamp(probability, SmallestProbability, 1));

    private static int Largest(ReadOnlySpan<double> scores)
    {
        int largest = 0;
        for (int i = 1; i < scores.Length; i++)
            largest = scores[i] > scores[largest] ? i : largest;
        return largest;
    }
}
