using System.Globalization;
using MlNetShallow.Batch;
using Spectre.Console;

namespace MlNetShallow.Sample.Output;

/// <summary>Shows how a job goes: on a terminal as a bar, elsewhere as one line a minute.</summary>
/// <param name="time">The clock.</param>
/// <param name="show">Is told of each step.</param>
internal sealed class JobOnTerminal(TimeProvider time, Action<JobOnTerminal> show) : IProgress<ScoringProgress>
{
    // Before the first row is done there is no rate to divide by.
    private const double Slowest = 1e-3;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private ScoringProgress? _first;
    private ScoringProgress _last;
    private long _start;

    private TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Runs a job, which reports to what it is given.</summary>
    public static TResult Show<TResult>(
        Screen screen, Func<IProgress<ScoringProgress>, TResult> run, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        if (screen.Terminal is not { } terminal)
        {
            TimeSpan nextLine = BetweenLines;
            return run(new JobOnTerminal(time, WriteLine));

            void WriteLine(JobOnTerminal job)
            {
                if (job.Elapsed < nextLine)
                    return;
                screen.Output.WriteLine(job.Describe());
                screen.Output.Flush();
                nextLine = job.Elapsed + BetweenLines;
            }
        }

        return terminal.Progress().Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .Start(context =>
            {
                ProgressTask? task = null;
                return run(new JobOnTerminal(time, Draw));

                void Draw(JobOnTerminal job)
                {
                    task ??= context.AddTask(job._last.Noun, maxValue: job._last.Total);
                    task.Value = job._last.Done;
                    task.Description = job.Describe();
                }
            });
    }

    public void Report(ScoringProgress value)
    {
        _last = value;
        if (_first is null)
            (_first, _start) = (value, time.GetTimestamp());
        show(this);
    }

    /// <summary>The numbers, the rate and the time left, as of now.</summary>
    private string Describe()
    {
        TimeSpan elapsed = Elapsed > Shortest ? Elapsed : Shortest;
        double rate = (_last.Done - _first!.Value.Done) / elapsed.TotalSeconds;
        string errors = string.Create(
            CultureInfo.InvariantCulture, $"{rate:0} a second, {_last.Errors} {(_last.Errors == 1 ? "error" : "errors")}");
        if (_last.Total == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{_last.Done} {_last.Noun}, {errors}");
        double seconds = (_last.Total - _last.Done) / (rate > Slowest ? rate : Slowest);
        var remaining = TimeSpan.FromSeconds((long)(seconds + 0.5));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_last.Done} of {_last.Total} {_last.Noun}, {errors}, {remaining:c} left");
    }
}
