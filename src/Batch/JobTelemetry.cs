using System.Diagnostics;
using System.Diagnostics.Metrics;
using MlNetShallow.Batch.Manifests;

namespace MlNetShallow.Batch;

/// <summary>What can be watched of jobs from outside, all jobs of a process together: measurements and activities, both named
/// MlNetShallow.Batch. Thread-safe.</summary>
internal static class JobTelemetry
{
    public const string Name = "MlNetShallow.Batch";

    private static readonly Meter Meter = new(Name, Arithmetic.ThisVersion);

    /// <summary>Jobs, the listing of their inputs, their parts and the joining of these.</summary>
    public static ActivitySource Activities { get; } = new(Name, Arithmetic.ThisVersion);

    /// <summary>Rows that were written, those with an error included.</summary>
    public static Counter<long> Rows { get; } = Meter.CreateCounter<long>(
        "mlnetshallow.batch.rows", "{row}", "Rows that were written, those with an error included.");

    /// <summary>Rows that were written with an error.</summary>
    public static Counter<long> Errors { get; } = Meter.CreateCounter<long>(
        "mlnetshallow.batch.errors", "{row}", "Rows that were written with an error.");

    /// <summary>Seconds that a stage took, summed over its threads.</summary>
    public static Counter<double> StageTime { get; } = Meter.CreateCounter<double>(
        "mlnetshallow.batch.stage.time", "s", "Seconds that a stage took, summed over its threads.");

    /// <summary>Blocks of rows that wait to be scored or to be written.</summary>
    public static UpDownCounter<long> QueueLength { get; } = Meter.CreateUpDownCounter<long>(
        "mlnetshallow.batch.queue.length", "{block}", "Blocks of rows that wait to be scored or to be written.");

    /// <summary>Does a job, which may take hours, on a thread of its own and as an activity.</summary>
    public static Task<T> RunAsync<T>(string name, Func<Activity?, T> run, CancellationToken cancellation)
        => Task.Factory.StartNew(
            () => Watch(name, run), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Counts rows that were written.</summary>
    public static void Count(BlockRows written)
    {
        Rows.Add(written.Rows);
        Errors.Add(written.Errors);
    }

    /// <summary>Does something as an activity, which has the error of what fails.</summary>
    public static T Watch<T>(string name, Func<Activity?, T> run)
    {
        using Activity? activity = Activities.StartActivity(name);
        try
        {
            return run(activity);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }
}
