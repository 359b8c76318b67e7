namespace MlNetShallow.Evaluation.Reports;

/// <summary>Whether of the examples that get a probability of 0.8, eight in ten are of the class.</summary>
/// <param name="Bins">Ten bins of equal width, from probability 0 to 1; a bin has its lower end, the last both.</param>
/// <param name="Error">The expected calibration error: Σ n_b/n |mean probability − share| over the bins (Guo et al., On
/// Calibration of Modern Neural Networks, 2017).</param>
/// <param name="Brier">The Brier score: the mean of (probability − y)², y being 1 for the class and 0 else (Brier,
/// 1950).</param>
internal sealed record Calibration(CalibrationBin[] Bins, double Error, double Brier)
{
    private const int Count = 10;

    public static Calibration Of(IReadOnlyCollection<(float Probability, bool IsOwn)> examples)
    {
        var perBin = examples.ToLookup(example => Math.Min((int)(example.Probability * (double)Count), Count - 1));
        CalibrationBin[] bins =
        [
            .. Enumerable.Range(0, Count).Select(bin => new CalibrationBin(
                perBin[bin].Count(),
                perBin[bin].Select(example => (double)example.Probability).DefaultIfEmpty(double.NaN).Average(),
                perBin[bin].Select(example => example.IsOwn ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average())),
        ];
        return new Calibration(
            bins,
            bins.Where(bin => bin.Examples > 0).Sum(bin => bin.Examples * Math.Abs(bin.MeanProbability - bin.Share))
                / examples.Count,
            examples.Average(example => Math.Pow(example.Probability - (example.IsOwn ? 1 : 0), 2)));
    }
}

/// <summary>A range of probabilities.</summary>
/// <param name="Examples">The number of examples with a probability in it.</param>
/// <param name="MeanProbability">The mean of their probabilities; NaN without any.</param>
/// <param name="Share">The share of them that is of the class; NaN without any.</param>
internal sealed record CalibrationBin(int Examples, double MeanProbability, double Share);
