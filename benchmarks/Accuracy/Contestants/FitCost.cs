using System.Globalization;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>What a fit in this process takes.</summary>
internal static class FitCost
{
    private const string Status = "/proc/self/status";
    private const string ClearReferences = "/proc/self/clear_refs";

    public static Cost Of(Action fit)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        double? before = ForgetPeak() ? Megabytes("VmRSS") : null;
        TimeSpan start = Environment.CpuUsage.TotalTime;
        fit();
        double seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        double? peak = before is null ? null : Megabytes("VmHWM");
        return new(seconds, peak, peak - before);
    }

    /// <summary>Has Linux begin anew with the peak of the process's memory; false where that cannot be.</summary>
    private static bool ForgetPeak()
    {
        try
        {
            File.WriteAllText(ClearReferences, "5");
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static double Megabytes(string line)
    {
        string kilobytes = File.ReadLines(Status).First(text => text.StartsWith(line, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1];
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }
}
