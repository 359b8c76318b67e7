using Spectre.Console;

namespace MlNetShallow.Sample.Output;

/// <summary>Shows how a training goes: live on a terminal, as a few lines elsewhere.</summary>
internal static class ProgressReporter
{
    private const int Lines = 20;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Redraw = TimeSpan.FromSeconds(0.1);

    /// <summary>Runs <paramref name="train"/>, which calls what it is given after each epoch.</summary>
    /// <param name="screen">Where it is shown.</param>
    /// <param name="train">The training.</param>
    /// <param name="metric">What the validation metric is called.</param>
    public static TResult Show<TResult>(
        Screen screen, Func<Action<TrainingProgress>, TResult> train, string metric = "accuracy")
    {
        var view = new TrainingView(metric);
        return screen.Terminal is { Profile.Capabilities: { Ansi: true, Interactive: true } } terminal
            ? ShowLive(terminal, view, train)
            : WriteLines(screen.Output, view, train);
    }

    private static TResult ShowLive<TResult>(
        IAnsiConsole terminal, TrainingView view, Func<Action<TrainingProgress>, TResult> train)
    {
        return terminal.Live(Draw()).Start(context =>
        {
            TimeSpan nextDrawing = TimeSpan.Zero;
            context.Refresh();
            try
            {
                return train(progress =>
                {
                    view.Add(progress);
                    if (progress.Elapsed < nextDrawing)
                        return;
                    nextDrawing = progress.Elapsed + Redraw;
                    context.UpdateTarget(Draw());
                });
            }
            finally
            {
                // Whatever ended it, the last epoch stays on the screen.
                context.UpdateTarget(Draw());
            }
        });

        // A line that is full to the last column makes some terminals begin another. To redraw what is one line high, Spectre
        // moves up by 0 lines, which terminals take for 1: the line above would be lost.
        Text Draw()
        {
            string[] lines = view.Lines(terminal.Profile.Width - 1, terminal.Profile.Capabilities.Unicode);
            return new(string.Join('\n', lines.Length > 1 ? lines : [.. lines, " "]));
        }
    }

    private static TResult WriteLines<TResult>(
        TextWriter output, TrainingView view, Func<Action<TrainingProgress>, TResult> train)
    {
        int written = 0, done = 0;
        TimeSpan writtenAt = TimeSpan.Zero;
        TResult result = train(progress =>
        {
            view.Add(progress);
            done = progress.Epoch;
            int step = (progress.Epochs + Lines - 1) / Lines;
            if (done != 1 && done % step != 0 && progress.Elapsed < writtenAt + LongestSilence)
                return;
            output.WriteLine(view.Line());
            (written, writtenAt) = (done, progress.Elapsed);
        });
        if (done > written)
            output.WriteLine(view.Line());
        return result;
    }
}
