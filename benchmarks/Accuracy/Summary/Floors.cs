using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Evaluation.Comparisons.Tables;
using static System.FormattableString;

namespace MlNetShallow.Benchmarks.Accuracy.Summary;

/// <summary>The floors, computed from whatever is measured.</summary>
internal sealed class Floors
{
    /// <summary>The set of 200,000 rows of 50 features.</summary>
    public const string Rows200K = "200k";

    /// <summary>The set of 1,000,000 rows of 30 features.</summary>
    public const string Rows1M = "1m";

    private const int FewRows = 5000;

    /// <summary>A fit of less cannot be told from what else the process does.</summary>
    private const double LeastCpuSeconds = 0.05;

    private readonly IReadOnlyCollection<Measurement> _measurements;
    private readonly SetAverage[] _ours;
    private readonly SetAverage[] _ranked;
    private readonly (SetAverage Ours, SetAverage Other)[] _guesses;
    private readonly (SetAverage Ours, SetAverage Other)[] _pairs;

    public Floors(IReadOnlyCollection<Measurement> measurements)
    {
        _measurements = measurements;
        SetAverage[] all = SetAverage.All(measurements);
        _ours = [.. all.Where(average => average.Contestant == ContestantNames.Ours)];
        _ranked = [.. all.Where(average => average.Kind == SetKind.Table && ContestantNames.IsRanked(average.Contestant))];
        _guesses = SetAverage.Pairs(measurements, ContestantNames.Ours, ContestantNames.Guessing);
        _pairs = SetAverage.Pairs(measurements, ContestantNames.Ours, ContestantNames.Before);
    }

    public IReadOnlyList<Floor> Check() =>
    [
        Worst("no worse than guessing, log-loss by that of the classes' frequencies", _guesses,
            pair => Ratio(pair.Ours.LogLoss, pair.Other.LogLoss), ratio => ratio <= 1.02, "at most 1.02 on every set"),
        Worst("no worse than guessing, R²", _guesses,
            pair => -pair.Ours.RSquared?.Mean, value => value <= 0.05, "at least -0.05 on every set", sign: -1),
        MeanLogLoss(),
        Worst("against one fixed λ, log-loss above its", _pairs,
            pair => pair.Ours.LogLoss?.Mean - pair.Other.LogLoss?.Mean, more => more <= 0.03, "at most 0.03 on every set"),
        Worst("against one fixed λ, accuracy below its, less the deviation", _pairs,
            pair => pair.Other.Accuracy?.Mean - pair.Ours.Accuracy?.Mean
                - Math.Max(pair.Other.Accuracy?.Deviation ?? 0, pair.Ours.Accuracy?.Deviation ?? 0),
            less => less <= 0, "at most 0 on every set"),
        Rank("log-loss", average => average.LogLoss, isLessBetter: true, best: 1),
        Rank("accuracy", average => average.Accuracy, isLessBetter: false, best: 2),
        Rank("R²", average => average.RSquared, isLessBetter: false, best: 2),
        Calibration(),
        OfSet("catvnoncat", "log-loss", average => average.LogLoss?.Mean, value => value <= 0.65, "at most 0.65"),
        OfSet("catvnoncat", "accuracy", average => average.Accuracy?.Mean, value => value >= 0.72, "at least 0.72"),
        OfSet("drawn-cats", "accuracy", average => average.Accuracy?.Mean, value => value >= 0.94, "at least 0.94"),
        OfSet("signs", "accuracy", average => average.Accuracy?.Mean, value => value >= 0.94, "at least 0.94"),
        OfSet("adult", "AUC", average => average.AreaUnderCurve?.Mean, value => value >= 0.9, "at least 0.90"),
        Worst("cost, CPU seconds by those of one fixed λ, up to 5,000 rows", _pairs,
            pair => pair.Ours.Size.Training <= FewRows
                ? pair.Ours.CpuSeconds.Mean / Math.Max(pair.Other.CpuSeconds.Mean, LeastCpuSeconds) : null,
            ratio => ratio <= 3, "at most 3 on every set"),
        .. Large(),
    ];

    private static double? Ratio(Statistic? one, Statistic? other) => one?.Mean / other?.Mean;

    /// <summary>The largest of a figure over the sets that have it.</summary>
    private static Floor Worst(
        string name,
        IEnumerable<(SetAverage Ours, SetAverage Other)> pairs,
        Func<(SetAverage Ours, SetAverage Other), double?> figure,
        Func<double, bool> isHeld,
        string wanted,
        int sign = 1)
    {
        var values = pairs.Select(pair => (pair.Ours.Set, Value: figure(pair))).Where(value => value.Value is not null)
            .OrderByDescending(value => value.Value).ToArray();
        if (values.Length == 0)
            return new(name, null, "no set", wanted);
        int misses = values.Count(value => !isHeld(value.Value!.Value));
        string others = misses > 1 ? $", and {misses - 1} more sets beyond it" : "";
        return new(
            name, misses == 0, Invariant($"{sign * values[0].Value:F3} at worst ({values[0].Set}){others}, {values.Length} sets"),
            wanted);
    }

    private static Floor OfSet(
        SetAverage? average, string name, Func<SetAverage, double?> figure, Func<double, bool> isHeld, string wanted)
        => average is not null && figure(average) is { } value
            ? new(name, isHeld(value), Invariant($"{value:F3}"), wanted) : new(name, null, "it was not there", wanted);

    private Floor OfSet(string set, string what, Func<SetAverage, double?> figure, Func<double, bool> isHeld, string wanted)
        => OfSet(_ours.FirstOrDefault(average => average.Set == set), $"{set}, {what}", figure, isHeld, wanted);

    private Floor MeanLogLoss()
    {
        const string name = "against one fixed λ, mean log-loss", wanted = "at least 12 % less";
        var pairs = _pairs.Where(pair => pair.Ours.LogLoss is not null && pair.Other.LogLoss is not null).ToArray();
        if (pairs.Length == 0)
            return new(name, null, "no set", wanted);
        double ours = pairs.Average(pair => pair.Ours.LogLoss!.Mean), before = pairs.Average(pair => pair.Other.LogLoss!.Mean);
        return new(
            name, ours <= 0.88 * before,
            Invariant($"{ours:F3} instead of {before:F3}, {100 * (1 - (ours / before)):F1} % less, {pairs.Length} sets"), wanted);
    }

    private Floor Rank(string what, Func<SetAverage, Statistic?> figure, bool isLessBetter, int best)
    {
        string name = $"mean rank over the tables by {what}", wanted = best == 1 ? "the best" : "first or second";
        MeanRank[] ranks = MeanRank.Of(_ranked, figure, isLessBetter);
        if (ranks.FirstOrDefault(rank => rank.Contestant == ContestantNames.Ours) is not { } ours || ranks.Length == 1)
            return new(name, null, "no table", wanted);
        int place = 1 + ranks.Count(rank => rank.Rank < ours.Rank);
        MeanRank rival = ranks.First(rank => rank != ours);
        string theirs = Invariant($"{rival.Contestant} has {rival.Rank:F2}");
        string value = Invariant($"{ours.Rank:F2}, place {place} of {ranks.Length}; {theirs}, {ours.Sets} sets");
        return new(name, place <= best, value, wanted);
    }

    private Floor Calibration()
    {
        const string name = "calibration, mean ECE where 200 rows or more are tested", wanted = "at most 0.05";
        double[] errors =
        [
            .. _ours.Where(average => average.Size.Test >= 200 && average.CalibrationError is not null)
                .Select(average => average.CalibrationError!.Mean),
        ];
        return errors.Length == 0
            ? new(name, null, "no set", wanted)
            : new(name, errors.Average() <= 0.05, Invariant($"{errors.Average():F3}, {errors.Length} sets"), wanted);
    }

    private IEnumerable<Floor> Large()
    {
        var trees = SetAverage.Pairs(_measurements, ContestantNames.Ours, ContestantNames.LightGbm)
            .Where(pair => pair.One.Set == Rows200K).ToArray();
        yield return Worst("cost, 200,000 × 50, CPU seconds by LightGBM's", trees,
            pair => pair.Ours.CpuSeconds.Mean / pair.Other.CpuSeconds.Mean, ratio => ratio <= 2, "at most 2");
        yield return Worst("200,000 × 50, log-loss by LightGBM's", trees,
            pair => Ratio(pair.Ours.LogLoss, pair.Other.LogLoss), ratio => ratio < 1, "less than 1");
        SetAverage? most = _ours.FirstOrDefault(average => average.Set == Rows1M);
        yield return OfSet(most, "cost, 1,000,000 × 30, CPU seconds", of => of.CpuSeconds.Mean,
            value => value < 180, "less than 180");
        yield return OfSet(most, "cost, 1,000,000 × 30, MB of the process at its peak", of => of.PeakMegabytes?.Mean,
            value => value < 1024, "less than 1024");
    }
}
