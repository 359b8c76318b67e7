using System.Globalization;
using MlNetShallow.Evaluation.Comparisons.Tables;

namespace MlNetShallow.Evaluation.Searches;

/// <summary>The trials of a search as texts, for readers: those that came farthest first, of these the best, and the failed ones
/// last.</summary>
internal static class TrialTable
{
    private const string None = "–";

    /// <param name="result">The search.</param>
    /// <param name="notes">What is to be said first.</param>
    /// <param name="most">How many trials there is room for.</param>
    public static ComparisonTable Of(SearchResult result, IEnumerable<string> notes, int most = int.MaxValue)
    {
        SearchTrial[] rows =
        [
            .. result.Trials.Where(trial => trial.FoldLosses.Count > 0 || trial.Error is not null)
                .OrderBy(trial => trial.Error is not null)
                .ThenByDescending(trial => trial.FoldLosses.Count)
                .ThenBy(trial => trial.Loss),
        ];
        return new(
            ["trial", "loss", "folds", .. TrialOptions.Names],
            [.. rows.Take(most).Select(Cells)],
            [.. notes, .. NotesOn(result, rows, most)]) { Title = "Search for options" };
    }

    private static string[] Cells(SearchTrial trial) =>
    [
        Text($"{trial.Number}"),
        trial.Error is not null ? "failed" : Loss(trial),
        Text($"{trial.FoldLosses.Count}"),
        .. TrialOptions.Names.Select(name => trial.Options.GetValueOrDefault(name, None)),
    ];

    private static string Loss(SearchTrial trial)
    {
        Statistic statistic = Statistic.Of(trial.FoldLosses);
        return statistic.Deviation is { } deviation && double.IsFinite(deviation)
            ? Text($"{statistic.Mean:G4} ± {deviation:G2}")
            : Text($"{statistic.Mean:G4}");
    }

    private static IEnumerable<string> NotesOn(SearchResult result, SearchTrial[] rows, int most)
    {
        if (rows.Length > most)
            yield return Text($"{rows.Length - most} more trials were tried.");
        yield return "Loss: the mean over the folds ± standard deviation. Trial 0 has the options as they were; "
            + $"{None}: left to the trainer.";
        foreach (SearchTrial failed in rows.Where(trial => trial.Error is not null))
            yield return Text($"Trial {failed.Number} failed in fold {failed.FoldLosses.Count + 1}: {failed.Error}");
        if (result.IsStopped)
            yield return "Stopped before its end.";
        SearchTrial best = result.Best, first = result.Trials[0];
        yield return best == first
            ? "Chosen: trial 0, as none is better by more than two standard errors of the folds' differences."
            : Text($"Chosen: {best}; loss {best.Loss:G4}, of trial 0 {first.Loss:G4}.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
