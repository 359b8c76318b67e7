using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Comparisons.Tables;

/// <summary>A comparison as texts, for readers: the best trainer first, the failed ones last.</summary>
/// <param name="Headings">The names of the columns; the first is that of the trainers.</param>
/// <param name="Rows">A row for each trainer that has a figure, or an error.</param>
/// <param name="Notes">What there is to say of them.</param>
internal sealed record ComparisonTable(string[] Headings, string[][] Rows, string[] Notes)
{
    private const string None = "–";

    /// <summary>What it is called.</summary>
    public string Title { get; init; } = "Comparison of trainers";

    /// <param name="result">The comparison.</param>
    /// <param name="notes">What is to be said first.</param>
    public static ComparisonTable Of(ComparisonResult result, IEnumerable<string> notes)
    {
        Figure[] figures = Figure.Of(result.Task, result.Loss);
        EntrantResult[] rows =
        [
            .. result.Entrants.Where(one => one.Fits.Count > 0 || one.Error is not null)
                .OrderBy(one => one.Error is not null)
                .ThenByDescending(Worth),
        ];
        return new(
            ["trainer", .. figures.Select(figure => figure.Heading)],
            [.. rows.Select(one => (string[])[one.Name, .. figures.Select(figure => Cell(figure, one))])],
            [.. notes, .. NotesOn(result, rows)]);

        double Worth(EntrantResult one) => one.Over(figures[0].Value) is not { Mean: var mean } ? double.NaN
            : figures[0].IsCost ? -mean : mean;
    }

    private static string Cell(Figure figure, EntrantResult result)
    {
        if (result.Error is not null)
            return "failed";
        if (result.Over(figure.Value) is not { } statistic || double.IsNaN(statistic.Mean))
            return None;
        string mean = figure.Format(statistic.Mean);
        return statistic.Deviation is { } deviation and > 0 && double.IsFinite(deviation)
            ? $"{mean} ± {figure.Format(deviation)}"
            : mean;
    }

    private static IEnumerable<string> NotesOn(ComparisonResult result, EntrantResult[] rows)
    {
        if (result.Folds > 1)
            yield return "Means over the folds ± standard deviations.";
        if (result.Task != TableTask.Regression && rows.Any(one => one.Error is null && one.Over(Figure.LogLossOf) is null))
            yield return $"{None}: no log-loss, as the trainer's model gives no probabilities.";
        if (result.Loss is { HasLogLink: true } && rows.SelectMany(one => one.Fits).Any(
            fit => Figure.Of(result.Task, result.Loss)[0].Value(fit) is double.PositiveInfinity))
            yield return "∞: it predicts numbers that are not above 0, as its loss is another.";
        foreach (EntrantResult failed in rows.Where(one => one.Error is not null))
            yield return $"{failed.Name} failed{InFold(failed, result)}: {failed.Error}";
        if (!result.IsStopped)
            yield break;
        int done = result.Entrants.Sum(one => one.Fits.Count), all = result.Entrants.Count * result.Folds;
        yield return $"Stopped after {done} of {all} fits; figures are of those that are done.";
    }

    private static string InFold(EntrantResult failed, ComparisonResult result)
        => result.Folds > 1 ? $" in fold {failed.Fits.Count + 1}" : "";
}
