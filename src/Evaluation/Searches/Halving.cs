using MlNetShallow.Evaluation.Comparisons.Tables;

namespace MlNetShallow.Evaluation.Searches;

/// <summary>
/// Successive halving (Jamieson and Talwalkar, AISTATS 2016) with folds as what trials are given more and more of: all of a
/// round are fitted on the first fold, and after each the better half goes on to the next. The options that the search began
/// with always go on, so that there is something to compare with.
/// </summary>
internal static class Halving
{
    /// <summary>The number of trials of a round.</summary>
    public const int RoundLength = 16;

    private const double WantedStandardErrors = 2;

    /// <summary>How many of a round's trials are fitted on a fold, beside trial 0: half of those before, rounded up.</summary>
    /// <param name="trials">How many the round began with.</param>
    /// <param name="fold">The fold, from 0.</param>
    public static int Places(int trials, int fold)
    {
        for (; fold > 0; fold--)
            trials = (trials + 1) / 2;
        return trials;
    }

    /// <summary>Those that go on to a fold, by their numbers.</summary>
    /// <param name="round">The round's trials, fitted on the folds before where they got there.</param>
    /// <param name="fold">The fold, from 0.</param>
    public static SearchTrial[] GoOn(IReadOnlyList<SearchTrial> round, int fold)
    {
        SearchTrial[] able = [.. round.Where(trial => trial.Error is null && trial.FoldLosses.Count >= fold)];
        return
        [
            .. able.Where(trial => trial.Number != 0)
                .OrderBy(trial => fold == 0 ? 0 : trial.FoldLosses.Take(fold).Average())
                .ThenBy(trial => trial.Number)
                .Take(Places(round.Count(trial => trial.Number != 0), fold))
                .Concat(able.Where(trial => trial.Number == 0))
                .OrderBy(trial => trial.Number),
        ];
    }

    /// <summary>The winner: the best, if it is better than trial 0 by more than two standard errors of the folds' differences, as
    /// all trials have the same folds; else trial 0. By one (Breiman and others, Classification and Regression Trees, 1984) the
    /// best of 31 wins by luck alone too often.</summary>
    public static SearchTrial Choose(IReadOnlyList<SearchTrial> trials, int folds)
    {
        SearchTrial first = trials[0];
        SearchTrial? best = trials
            .Where(trial => trial.Error is null && trial.FoldLosses.Count == folds && double.IsFinite(trial.Loss))
            .MinBy(trial => trial.Loss);
        if (best is null || best == first || first.FoldLosses.Count < folds)
            return first;
        // A probability of 0 for what was the case costs without end.
        if (!double.IsFinite(first.Loss))
            return best;
        var gain = Statistic.Of([.. first.FoldLosses.Zip(best.FoldLosses, (own, others) => own - others)]);
        return gain.Mean > WantedStandardErrors * gain.Deviation / Math.Sqrt(folds) ? best : first;
    }
}
