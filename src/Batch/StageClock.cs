using System.Diagnostics;

namespace MlNetShallow.Batch;

/// <summary>Takes the time of a stage of scoring, from when it is made or restarted.</summary>
internal struct StageClock()
{
    private long _start = Stopwatch.GetTimestamp();

    /// <summary>Ends the stage that ran since then; the next one begins.</summary>
    public void EndOf(string stage)
    {
        long now = Stopwatch.GetTimestamp();
        JobTelemetry.StageTime.Add(
            Stopwatch.GetElapsedTime(_start, now).TotalSeconds, new KeyValuePair<string, object?>("stage", stage));
        _start = now;
    }

    /// <summary>Leaves out what ran since then.</summary>
    public void Restart() => _start = Stopwatch.GetTimestamp();
}
