using System.Globalization;
using MlNetShallow.Sample.Output;
using Spectre.Console;

namespace MlNetShallow.Sample.Comparison;

/// <summary>Tells how a comparison goes: on a terminal what is under way, elsewhere a line for each fit.</summary>
internal sealed class ComparisonProgress
{
    // The sign that turns, and a space.
    private const int Indent = 2;

    private readonly Action<string> _say;
    private readonly Action<string> _write;

    private ComparisonProgress(Action<string> say, Action<string> write) => (_say, _write) = (say, write);

    /// <summary>Runs a comparison.</summary>
    public static TResult Show<TResult>(Screen screen, Func<ComparisonProgress, TResult> run)
    {
        if (screen.Terminal is not { Profile.Capabilities: { Ansi: true, Interactive: true } } terminal)
            return run(new(_ => { }, screen.Output.WriteLine));
        return terminal.Status().Start("…", status =>
        {
            return run(new(Say, Say));

            // A line that is full to the last column makes some terminals begin another.
            void Say(string text)
                => status.Status = Markup.Escape(TextFlow.Cut(text, terminal.Profile.Width - Indent - 1));
        });
    }

    /// <summary>Something begins.</summary>
    public void Say(string what) => _say(what);

    /// <summary>An epoch of a training is done.</summary>
    public void Say(string what, TrainingProgress epoch)
        => _say(string.Create(CultureInfo.InvariantCulture, $"{what}, epoch {epoch.Epoch} of {epoch.Epochs}"));

    /// <summary>A fit is done.</summary>
    public void Done(string line) => _write(line);
}
