using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Evaluation.Comparisons.Tables;
using static System.FormattableString;

namespace MlNetShallow.Benchmarks.Accuracy.Summary;

/// <summary>The floors, the mean ranks, and a line a set on who is best there.</summary>
internal sealed class SummaryPage(IReadOnlyCollection<SetAverage> averages, IReadOnlyList<Floor> floors)
{
    private static readonly (SetKind Kind, string Title)[] Kinds =
    [
        (SetKind.Table, "Tables"), (SetKind.Drawn, "Tables made in code"), (SetKind.Picture, "Pictures"), (SetKind.Text, "Texts"),
        (SetKind.Large, "Many rows"),
    ];

    public void Write(TextWriter output)
    {
        WriteFloors(output);
        output.WriteLine("\n### Mean ranks\n\n1 is the best; in brackets the number of sets.\n");
        WriteRanks(output);
        foreach ((SetKind kind, string title) in Kinds)
            WriteSets(kind, title, output);
    }

    public void WriteFloors(TextWriter output)
    {
        output.WriteLine("```text");
        foreach (Floor floor in floors)
            output.WriteLine(floor);
        output.WriteLine("```");
    }

    private void WriteRanks(TextWriter output)
    {
        SetAverage[] ranked = [.. averages.Where(average => ContestantNames.IsRanked(average.Contestant))];
        SetAverage[] tables = [.. ranked.Where(average => average.Kind == SetKind.Table)];
        SetAverage[] rest = [.. ranked.Where(average => average.Kind is not (SetKind.Table or SetKind.Large))];
        MeanRank[][] columns =
        [
            MeanRank.Of(tables, average => average.LogLoss, isLessBetter: true),
            MeanRank.Of(tables, average => average.Accuracy, isLessBetter: false),
            MeanRank.Of(tables, average => average.RSquared, isLessBetter: false),
            MeanRank.Of(rest, average => average.LogLoss, isLessBetter: true),
            MeanRank.Of(rest, average => average.Accuracy, isLessBetter: false),
            MeanRank.Of(rest, average => average.RSquared, isLessBetter: false),
        ];
        output.WriteLine(Text.Header(
            "", "tables: log-loss", "accuracy", "R²", "all other sets: log-loss", "accuracy", "R²"));
        foreach (string contestant in ContestantNames.All.Keys.Where(ContestantNames.IsRanked))
        {
            output.WriteLine(Text.Row(
            [
                ContestantNames.All[contestant],
                .. columns.Select(ranks => ranks.FirstOrDefault(rank => rank.Contestant == contestant) is { } rank
                    ? Invariant($"{rank.Rank:F2} ({rank.Sets})") : ""),
            ]));
        }
    }

    private void WriteSets(SetKind kind, string title, TextWriter output)
    {
        var sets = averages.Where(average => average.Kind == kind).GroupBy(average => average.Set).ToArray();
        if (sets.Length == 0)
            return;
        output.WriteLine($"\n### {title}\n");
        output.WriteLine(Text.Header(
            "", "rows × columns", "", "guessing", "one fixed λ", "ours", "best of the others", "", "accuracy", "CPU s"));
        foreach (var set in sets)
            output.WriteLine(Text.Row(Line([.. set])));
        var wins = sets.Select(set => Best(set)?.Contestant).OfType<string>()
            .CountBy(name => name).OrderByDescending(win => win.Value);
        output.WriteLine(
            $"\nBest: {string.Join(", ", wins.Select(win => $"{ContestantNames.All[win.Key]} on {win.Value}"))}.");
    }

    /// <summary>The one of the smallest log-loss, or of the largest R².</summary>
    private static SetAverage? Best(IEnumerable<SetAverage> set)
    {
        var ranked = set.Where(average => ContestantNames.IsRanked(average.Contestant));
        return ranked.Where(average => average.LogLoss is not null).MinBy(average => average.LogLoss!.Mean)
            ?? ranked.Where(average => average.RSquared is not null).MaxBy(average => average.RSquared!.Mean);
    }

    private static string[] Line(SetAverage[] set)
    {
        bool isRegression = set[0].Task == LearningTask.Regression;
        SetAverage? ours = set.FirstOrDefault(average => average.Contestant == ContestantNames.Ours);
        SetAverage? best = Best(set.Where(average => average != ours));
        bool isBest = ours is not null && Best(set) == ours;
        string figure = Of(ContestantNames.Ours);
        return
        [
            set[0].Set,
            $"{set[0].Size.Training} × {set[0].Size.Columns}",
            isRegression ? "R²" : "log-loss",
            Of(ContestantNames.Guessing),
            Of(ContestantNames.Before),
            isBest ? $"**{figure}**" : figure,
            best is null ? "" : Text.Of(Figure(best)!.Mean),
            best is null ? "" : ContestantNames.All[best.Contestant],
            Mean(ours?.Accuracy),
            Text.Short(ours?.CpuSeconds),
        ];

        string Of(string contestant)
            => Mean(set.FirstOrDefault(average => average.Contestant == contestant) is { } average ? Figure(average) : null);

        static string Mean(Statistic? statistic) => statistic is null ? "" : Text.Of(statistic.Mean);

        Statistic? Figure(SetAverage average) => isRegression ? average.RSquared : average.LogLoss;
    }
}
