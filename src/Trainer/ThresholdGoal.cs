namespace MlNetShallow;

/// <summary>What the threshold of a model of two classes is chosen for, on given data. Immutable and thread-safe.</summary>
public sealed class ThresholdGoal
{
    private readonly string _words;
    private readonly Func<ThresholdCut, double> _worth;

    private ThresholdGoal(string words, Func<ThresholdCut, double> worth) => (_words, _worth) = (words, worth);

    /// <summary>The largest F1, 2 TP / (2 TP + FP + FN).</summary>
    public static ThresholdGoal BestF1 { get; } = new(
        "best F1", cut => 2.0 * cut.TruePositives / ((2.0 * cut.TruePositives) + cut.FalsePositives + cut.FalseNegatives));

    /// <summary>The least cost of all wrong predictions.</summary>
    /// <param name="falsePositive">What it costs to predict true for a row that is false; at least 0.</param>
    /// <param name="falseNegative">What it costs to predict false for a row that is true; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative or not finite, or both are 0.</exception>
    public static ThresholdGoal LeastCost(double falsePositive, double falseNegative)
    {
        foreach ((string name, double cost) in
            ((string, double)[])[(nameof(falsePositive), falsePositive), (nameof(falseNegative), falseNegative)])
        {
            if (!(cost >= 0 && double.IsFinite(cost)))
                throw new ArgumentOutOfRangeException(name, cost, "A cost is a finite number of at least 0.");
        }

        if (falsePositive == 0 && falseNegative == 0)
            throw new ArgumentOutOfRangeException(nameof(falseNegative), falseNegative, "One of the costs is above 0.");
        return new ThresholdGoal(
            FormattableString.Invariant($"least cost at {falsePositive} a false positive and {falseNegative} a false negative"),
            cut => -((falsePositive * cut.FalsePositives) + (falseNegative * cut.FalseNegatives)));
    }

    /// <summary>As few rows predicted to be true as find a share of those that are.</summary>
    /// <param name="least">The share of the true rows that are predicted to be, TP / (TP + FN), at least; above 0 and at most
    /// 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static ThresholdGoal Recall(double least)
    {
        if (!(least > 0 && least <= 1))
            throw new ArgumentOutOfRangeException(nameof(least), least, "A recall to reach is above 0 and at most 1.");
        return new ThresholdGoal(
            FormattableString.Invariant($"recall {least}"),
            cut => (double)cut.TruePositives / (cut.TruePositives + cut.FalseNegatives) >= least
                ? -(cut.TruePositives + (double)cut.FalsePositives)
                : double.NegativeInfinity);
    }

    /// <summary>The goal in words.</summary>
    public override string ToString() => _words;

    /// <summary>How much a threshold is worth by this goal: the more, the better.</summary>
    internal double Worth(ThresholdCut cut) => _worth(cut);
}

/// <summary>What comes of a threshold on given data.</summary>
internal readonly record struct ThresholdCut(long TruePositives, long FalsePositives, long FalseNegatives);
