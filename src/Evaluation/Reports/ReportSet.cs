using MlNetShallow.Evaluation.Explanations;
using MlNetShallow.Evaluation.Metrics;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>The set that a report is measured on, with what the model says of it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Examples">What its examples are called, one of them and many.</param>
/// <param name="Classes">What the model says of each; null in a regression.</param>
/// <param name="Numbers">The same in a regression; else null.</param>
/// <param name="Label">What is known of the label.</param>
/// <param name="Columns">Which columns count; null where the examples are no rows of a table.</param>
internal sealed record ReportSet(
    string Path,
    (string One, string Many) Examples,
    PredictedClasses? Classes,
    IReadOnlyCollection<(float Actual, float Predicted)>? Numbers,
    Fact Label,
    RankedColumn[]? Columns)
{
    // The pipeline runs anew for each column and permutation.
    private static readonly ColumnRanking Ranking = new(MostRows: 2000, Permutations: 5, Seed: 1);

    public int Count => Classes?.Examples.Length ?? Numbers!.Count;

    public IEnumerable<Fact> Facts => [Label, .. Classes is null ? [] : CountsOf(Classes)];

    /// <exception cref="InvalidDataException">No example has a score.</exception>
    public static ReportSet Of(ScoredSet scored, CancellationToken cancellation)
    {
        var set = new ReportSet(
            scored.Path,
            scored.Examples,
            scored.ToClasses(),
            scored.ToNumbers(),
            new(scored.Label.Name, scored.Label.Value),
            Columns: null);
        return set.Count > 0
            ? set with { Columns = scored.Rank(Ranking, cancellation) }
            : throw new InvalidDataException($"No row of '{set.Path}' has all the numbers that the model takes.");
    }

    private static IEnumerable<Fact> CountsOf(PredictedClasses predicted)
    {
        for (int i = 0; i < predicted.Classes.Length; i++)
        {
            int count = predicted.Examples.Count(example => example.Actual == i);
            yield return new(
                $"of class {predicted.Classes[i]}",
                FormattableString.Invariant($"{count:N0} ({(double)count / predicted.Examples.Length:P1})"));
        }
    }
}
