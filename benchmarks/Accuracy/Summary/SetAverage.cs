using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Evaluation.Comparisons.Tables;

namespace MlNetShallow.Benchmarks.Accuracy.Summary;

/// <summary>What one contestant reached on one set, over the splits that are measured.</summary>
internal sealed class SetAverage(IReadOnlyList<Measurement> splits)
{
    public string Set => splits[0].Set;

    public SetKind Kind => splits[0].Kind;

    public LearningTask Task => splits[0].Task;

    public SetSize Size => splits[0].Size;

    public string Contestant => splits[0].Contestant;

    public int Splits => splits.Count;

    public Statistic? Accuracy => Of(m => m.Quality.Accuracy);

    public Statistic? LogLoss => Of(m => m.Quality.LogLoss);

    public Statistic? AreaUnderCurve => Of(m => m.Quality.AreaUnderCurve);

    public Statistic? CalibrationError => Of(m => m.Quality.CalibrationError);

    public Statistic? RSquared => Of(m => m.Quality.RSquared);

    public Statistic? AbsoluteError => Of(m => m.Quality.AbsoluteError);

    public Statistic CpuSeconds => Of(m => m.Cost.CpuSeconds)!;

    public Statistic? PeakMegabytes => Of(m => m.Cost.PeakMegabytes);

    public Statistic? AddedMegabytes => Of(m => m.Cost.AddedMegabytes);

    /// <summary>The averages of all contestants on all sets.</summary>
    public static SetAverage[] All(IEnumerable<Measurement> measurements)
        => [.. measurements.GroupBy(m => (m.Set, m.Contestant)).Select(of => new SetAverage([.. of.OrderBy(m => m.Split)]))];

    /// <summary>Those of two contestants, over the splits that both have, on each set where there are some.</summary>
    public static (SetAverage One, SetAverage Other)[] Pairs(
        IReadOnlyCollection<Measurement> measurements, string one, string other)
    {
        var others = measurements.Where(m => m.Contestant == other).ToDictionary(m => (m.Set, m.Split));
        return
        [
            .. measurements.Where(m => m.Contestant == one && others.ContainsKey((m.Set, m.Split)))
                .GroupBy(m => m.Set)
                .Select(of => (new SetAverage([.. of]), new SetAverage([.. of.Select(m => others[(m.Set, m.Split)])]))),
        ];
    }

    private Statistic? Of(Func<Measurement, double?> figure)
        => splits.All(m => figure(m) is not null) ? Statistic.Of([.. splits.Select(m => figure(m)!.Value)]) : null;
}
