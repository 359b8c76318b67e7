using System.Diagnostics;

namespace MlNetShallow.Benchmarks.Timing;

/// <summary>
/// The seconds of the repetitions of one measurement. Those during which other processes used a tenth of a core or more are
/// left out, where any is left. What takes less than a tenth of a second is run several times to a repetition, which counts
/// with their mean: alone it would be over before a machine that has slept is wide awake.
/// </summary>
internal sealed class Samples
{
    private const int LimitOfRepetitions = 3;
    private const double LeastSeconds = 0.1;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly List<(double Seconds, double Others)> _samples = [];
    private OtherProcesses _others = new();
    private long _start;
    private int _runs = 1;

    public int Count => _samples.Count;

    public int Undisturbed => _samples.Count(IsUndisturbed);

    public double Minimum => Counted()[0];

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            double[] seconds = Counted();
            return (seconds[(seconds.Length - 1) / 2] + seconds[seconds.Length / 2]) / 2;
        }
    }

    /// <summary>Times one thing.</summary>
    public static Samples Of(Settings settings, Action run) => Alternate(settings, run)[0];

    /// <summary>
    /// Times some things in turn, so that whatever slows the machine for a while slows all of them. Repeats until enough
    /// repetitions of each are undisturbed, within a limit.
    /// </summary>
    public static Samples[] Alternate(Settings settings, params Action[] runs)
    {
        long start = Stopwatch.GetTimestamp();
        var seconds = new double[runs.Length];
        do
        {
            for (int i = 0; i < runs.Length; i++)
                seconds[i] = Seconds(runs[i]);
        }
        while (Stopwatch.GetElapsedTime(start) < WarmUp);

        Samples[] all = [.. seconds.Select(each => new Samples { _runs = (int)Math.Max(1, Math.Ceiling(LeastSeconds / each)) })];
        int limit = settings.Wait == TimeSpan.Zero ? settings.Repetitions : LimitOfRepetitions * settings.Repetitions;
        for (int i = 0; i < limit && all.Any(samples => samples.Undisturbed < settings.Repetitions); i++)
        {
            foreach (var (samples, run) in all.Zip(runs))
            {
                OtherProcesses.WaitUntilQuiet(settings.Wait);
                samples.Begin();
                for (int j = 0; j < samples._runs; j++)
                    run();
                samples.End();
            }
        }

        return all;
    }

    public void Begin() => (_others, _start) = (new OtherProcesses(), Stopwatch.GetTimestamp());

    public void End() => _samples.Add((Stopwatch.GetElapsedTime(_start).TotalSeconds / _runs, _others.Cores()));

    /// <summary>Adds what another program has measured itself, whose work is no disturbance.</summary>
    public void Add(double seconds) => _samples.Add((seconds, 0));

    private static double Seconds(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static bool IsUndisturbed((double Seconds, double Others) sample) => sample.Others < 0.1;

    private double[] Counted() =>
    [
        .. _samples.Where(sample => Undisturbed == 0 || IsUndisturbed(sample)).Select(sample => sample.Seconds).Order(),
    ];
}
