namespace MlNetShallow;

/// <summary>Probabilities above which a row is predicted to be of class 1.</summary>
internal static class Thresholds
{
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 1.</exception>
    public static void Check(double threshold)
    {
        if (!(threshold > 0 && threshold < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(threshold), threshold, "A threshold is a probability above 0 and below 1.");
        }
    }

    /// <summary>The score that stands for the probability.</summary>
    public static float ToScore(double threshold) => (float)Math.Log(threshold / (1 - threshold));
}
