namespace MlNetShallow.Benchmarks.Accuracy.Figures;

/// <summary>
/// The expected calibration error (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017): rows are put into 15 equal bins of the
/// probability; the mean over the rows of |share that is right − mean probability| of their bin.
/// </summary>
internal static class CalibrationError
{
    private const int Bins = 15;

    /// <param name="probabilities">Of two classes that of class 1, of more that of the predicted class; 0 to 1.</param>
    /// <param name="isRight">Whether the row is of class 1, or of the predicted class.</param>
    public static double Of(IReadOnlyList<double> probabilities, IReadOnlyList<bool> isRight)
    {
        var excess = new double[Bins];
        for (int row = 0; row < probabilities.Count; row++)
        {
            int bin = Math.Min((int)(probabilities[row] * Bins), Bins - 1);
            excess[bin] += (isRight[row] ? 1 : 0) - probabilities[row];
        }

        return excess.Sum(Math.Abs) / probabilities.Count;
    }
}
