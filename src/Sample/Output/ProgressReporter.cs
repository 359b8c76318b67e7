using Spectre.Console;

namespace MlNetShallow.Sample.Output;

/// <summary>Shows how a training goes: as a bar on a terminal, as a few lines elsewhere.</summary>
internal static class ProgressReporter
{
    private const int Lines = 20;

    /// <summary>Runs <paramref name="train"/>, which calls what it is given after each epoch.</summary>
    public static TResult Show<TResult>(Screen screen, Func<Action<TrainingProgress>, TResult> train)
        => screen.Terminal is { } terminal
            ? ShowBar(terminal, train)
            : train(progress => WriteLine(screen.Output, progress));

    private static TResult ShowBar<TResult>(IAnsiConsole terminal, Func<Action<TrainingProgress>, TResult> train)
        => terminal.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("reading the pictures");
                return train(progress =>
                {
                    task.MaxValue = progress.Epochs;
                    task.Value = progress.Epoch;
                    task.Description = Describe(progress);
                });
            });

    private static void WriteLine(TextWriter output, TrainingProgress progress)
    {
        int step = (progress.Epochs + Lines - 1) / Lines;
        if (progress.Epoch != 1 && progress.Epoch != progress.Epochs && progress.Epoch % step != 0)
            return;
        TimeSpan left = progress.Elapsed / progress.Epoch * (progress.Epochs - progress.Epoch);
        output.WriteLine(FormattableString.Invariant($"{Describe(progress)}, {left.TotalSeconds:0} s left"));
    }

    private static string Describe(TrainingProgress progress)
        => FormattableString.Invariant($"epoch {progress.Epoch} of {progress.Epochs}: cost {progress.Cost:0.000000}");
}
