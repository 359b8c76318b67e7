using System.Diagnostics;

namespace MlNetShallow.Benchmarks.Timing;

/// <summary>
/// How busy processes other than this one keep the machine, as <c>/proc/stat</c> counts it; where there is none, the machine
/// is taken to be quiet.
/// </summary>
internal sealed class OtherProcesses
{
    private const double TicksPerSecond = 100;
    private static readonly bool IsCounted = File.Exists("/proc/stat");

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly double _busy = BusySeconds();

    /// <summary>The cores that others have used since this was made, less two ticks of the clock that counts them.</summary>
    public double Cores() => Math.Max(0, (BusySeconds() - _busy - 0.02) / Stopwatch.GetElapsedTime(_start).TotalSeconds);

    /// <summary>Waits until others use less than 0.06 of a core for half a second.</summary>
    public static void WaitUntilQuiet(TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        double cores = 1;
        while (cores >= 0.06 && Stopwatch.GetElapsedTime(start) < limit)
        {
            var others = new OtherProcesses();
            Thread.Sleep(500);
            cores = others.Cores();
        }
    }

    /// <summary>user, nice, system, irq and softirq of all processes, without this one's.</summary>
    private static double BusySeconds()
    {
        if (!IsCounted)
            return 0;
        string[] fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double ticks = ((int[])[1, 2, 3, 6, 7]).Sum(i => double.Parse(fields[i]));
        return (ticks / TicksPerSecond) - Environment.CpuUsage.TotalTime.TotalSeconds;
    }
}
