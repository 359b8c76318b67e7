namespace MlNetShallow.Evaluation.Reports;

/// <summary>How near the predictions of a regression come.</summary>
/// <param name="Actual">The labels from the smallest up; of many examples every so many.</param>
/// <param name="Predicted">The predictions for them.</param>
/// <param name="Low">Where the bins of the residuals, prediction minus label, begin.</param>
/// <param name="Width">The width of a bin.</param>
/// <param name="Bins">The number of residuals of all examples in each: a bin has its lower end, the last both.</param>
internal sealed record Residuals(float[] Actual, float[] Predicted, double Low, double Width, int[] Bins)
{
    private const int MostPoints = 2000;
    private const int Count = 20;

    public static Residuals Of(IReadOnlyCollection<(float Actual, float Predicted)> examples)
    {
        double[] residuals = [.. examples.Select(example => (double)example.Predicted - example.Actual)];
        double low = residuals.Min(), range = residuals.Max() - low;
        // Where all are the same, they are in a bin of their own.
        double width = range > 0 ? range / Count : 1;
        var bins = new int[Count];
        foreach (double residual in residuals)
            bins[Math.Min((int)((residual - low) / width), Count - 1)]++;

        int step = (examples.Count + MostPoints - 1) / MostPoints;
        (float Actual, float Predicted)[] shown =
            [.. examples.OrderBy(example => example.Actual).Where((_, i) => i % step == 0)];
        return new Residuals(
            [.. shown.Select(point => point.Actual)], [.. shown.Select(point => point.Predicted)], low, width, bins);
    }
}
