using System.Globalization;
using MlNetShallow.Benchmarks.Accuracy.Contestants;
using MlNetShallow.Benchmarks.Accuracy.Problems;
using MlNetShallow.Sample.Comparison.Tables;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary>Tables that can go into docs/accuracy.md as they are, and a line on each floor.</summary>
internal sealed class AccuracyReport(IReadOnlyList<Measurement> measurements, TextWriter output)
{
    /// <summary>Writes what was measured of a problem, best first.</summary>
    public void WriteTable(string problem)
    {
        Measurement[] own = [.. measurements.Where(m => m.Problem == problem)];
        if (own.Length == 0)
            return;
        output.WriteLine($"\n### {problem}\n");
        output.WriteLine(own[0].Task switch
        {
            LearningTask.Binary => "| | seeds | accuracy | AUC | log-loss | seconds to fit |\n|---|---|---|---|---|---|",
            LearningTask.Multiclass => "| | seeds | accuracy | log-loss | seconds to fit |\n|---|---|---|---|---|",
            _ => "| | seeds | R² | RMSE | seconds to fit |\n|---|---|---|---|---|",
        });
        foreach (var of in own.GroupBy(m => m.Contestant).OrderByDescending(of => of.Average(m => m.Quality.Main)))
        {
            Statistic?[] columns = own[0].Task switch
            {
                LearningTask.Binary => [Of(of, m => m.Quality.Second), Of(of, m => m.Quality.LogLoss)],
                LearningTask.Multiclass => [Of(of, m => m.Quality.LogLoss)],
                _ => [Of(of, m => m.Quality.Second)],
            };
            string[] cells = [of.Key, $"{of.Count()}", Text(MainOf(of)), .. columns.Select(c => c is null ? "none" : Text(c))];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} | {Median(of):G3} |"));
        }
    }

    /// <summary>
    /// Writes whether our trainer is at least as good as scikit-learn's network, within the larger of their deviations; on
    /// pictures: better. True if so.
    /// </summary>
    public bool WriteVerdict(ProblemSource source, int seeds)
    {
        Measurement[] ours = Find(source, Contestant.Ours), peers = Find(source, Contestant.Peer);
        if (ours.Length < seeds || peers.Length < seeds)
        {
            string who = ours.Length < seeds ? Contestant.Ours : Contestant.Peer;
            output.WriteLine($"{source.Name} not measured: {who} has {Math.Min(ours.Length, peers.Length)} of {seeds} seeds");
            return false;
        }

        Statistic our = MainOf(ours), their = MainOf(peers);
        double slack = source.IsOfPictures ? 0 : Math.Max(our.Deviation ?? 0, their.Deviation ?? 0);
        bool isHeld = source.IsOfPictures ? our.Mean > their.Mean : our.Mean >= their.Mean - slack;
        string wanted = source.IsOfPictures ? "better than" : "at least as good, within a deviation, as";
        output.WriteLine($"{source.Name} {(isHeld ? "held" : "missed")}: {Text(our)}, wanted {wanted} {Text(their)}");
        return isHeld;
    }

    /// <summary>The median, as a first fit compiles what the others run.</summary>
    private static double Median(IEnumerable<Measurement> of)
    {
        double[] sorted = [.. of.Select(m => m.SecondsToFit).Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private Measurement[] Find(ProblemSource source, string contestant)
        => [.. measurements.Where(m => m.Problem == source.Name && m.Contestant == contestant)];

    private static Statistic MainOf(IEnumerable<Measurement> of) => Statistic.Of([.. of.Select(m => m.Quality.Main)]);

    private static Statistic? Of(IEnumerable<Measurement> of, Func<Measurement, double?> value)
        => of.All(m => value(m) is not null) ? Statistic.Of([.. of.Select(m => value(m)!.Value)]) : null;

    /// <summary>The deviation of a single value counts as 0.</summary>
    private static string Text(Statistic statistic)
        => Math.Abs(statistic.Mean) < 100
            ? string.Create(CultureInfo.InvariantCulture, $"{statistic.Mean:F3} ± {statistic.Deviation ?? 0:F3}")
            : string.Create(CultureInfo.InvariantCulture, $"{statistic.Mean:G4} ± {statistic.Deviation ?? 0:G3}");
}
