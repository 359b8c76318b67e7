using System.Globalization;
using MlNetShallow.Sample.Output;
using Spectre.Console;

namespace MlNetShallow.Sample.Batch;

/// <summary>Shows how a job goes: on a terminal as a bar, elsewhere as one line a minute.</summary>
/// <param name="noun">What is counted.</param>
/// <param name="total">How many there are in all.</param>
/// <param name="left">How many of them are to be done now.</param>
/// <param name="errors">How many errors there are already.</param>
/// <param name="time">The clock.</param>
internal sealed class JobProgress(string noun, long total, long left, long errors, TimeProvider time)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _nextLine = BetweenLines;
    private long _done;
    private long _errors = errors;

    public long Done => total - left + _done;

    /// <summary>Runs <paramref name="run"/>, which calls what it is given with the numbers of rows and errors of each
    /// block.</summary>
    public static void Show(
        Screen screen, string noun, long total, long left, long errors, Action<Action<int, int>> run, TimeProvider? time = null)
    {
        var progress = new JobProgress(noun, total, left, errors, time ?? TimeProvider.System);
        if (screen.Terminal is not { } terminal)
        {
            run((rows, failed) => progress.Advance(rows, failed, screen.Output));
            return;
        }

        terminal.Progress().Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn()).Start(context =>
        {
            ProgressTask task = context.AddTask(noun, maxValue: total);
            run((rows, failed) =>
            {
                progress.Advance(rows, failed, lines: null);
                task.Value = progress.Done;
                task.Description = progress.Describe();
            });
        });
    }

    /// <summary>The numbers, the rate and the time left, as of now.</summary>
    public string Describe()
    {
        TimeSpan elapsed = time.GetElapsedTime(_start);
        double rate = _done / Math.Max(elapsed.TotalSeconds, 1e-3);
        TimeSpan remaining = TimeSpan.FromSeconds(Math.Round((left - _done) / Math.Max(rate, 1e-3)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Done} of {total} {noun}, {rate:0} a second, {_errors} {(_errors == 1 ? "error" : "errors")}, {remaining:c} left");
    }

    private void Advance(int rows, int failed, TextWriter? lines)
    {
        _done += rows;
        _errors += failed;
        if (lines is null || time.GetElapsedTime(_start) < _nextLine)
            return;
        lines.WriteLine(Describe());
        lines.Flush();
        _nextLine = time.GetElapsedTime(_start) + BetweenLines;
    }
}
