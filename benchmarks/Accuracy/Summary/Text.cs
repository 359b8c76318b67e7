using MlNetShallow.Evaluation.Comparisons.Tables;
using static System.FormattableString;

namespace MlNetShallow.Benchmarks.Accuracy.Summary;

/// <summary>Figures as the tables have them.</summary>
internal static class Text
{
    /// <summary>Mean and deviation; a single value has no deviation.</summary>
    public static string Of(Statistic? statistic) => statistic switch
    {
        null => "",
        { Deviation: null } => Of(statistic.Mean),
        _ when Math.Abs(statistic.Mean) < 100 => Invariant($"{statistic.Mean:F3} ± {statistic.Deviation:F3}"),
        _ => Invariant($"{statistic.Mean:G4} ± {statistic.Deviation:G3}"),
    };

    public static string Of(double value) => Math.Abs(value) < 100 ? Invariant($"{value:F3}") : Invariant($"{value:G4}");

    /// <summary>Three digits, for what has many sizes.</summary>
    public static string Short(Statistic? statistic) => statistic is null ? "" : Invariant($"{statistic.Mean:G3}");

    public static string Whole(Statistic? statistic) => statistic is null ? "" : Invariant($"{statistic.Mean:F0}");

    public static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>The header of a table and the line under it.</summary>
    public static string Header(params string[] cells)
        => $"{Row(cells)}\n|{string.Concat(Enumerable.Repeat("---|", cells.Length))}";
}
