using MlNetShallow.Sample.Output;
using Spectre.Console;

namespace MlNetShallow.Sample.Tests.Output;

public sealed class JobOnTerminalTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void WithoutATerminalThereIsALineAMinute()
    {
        using StringWriter output = new(), error = new();

        Run(new Screen(output, error, Terminal: null));

        // 100 rows each 20 seconds, 500 of 2000 being done before: a line after 60, 120 and 180 seconds and so on.
        Assert.Equal(
            [
                "800 of 2000 pictures, 5 a second, 5 errors, 00:04:00 left",
                "1100 of 2000 pictures, 5 a second, 8 errors, 00:03:00 left",
                "1400 of 2000 pictures, 5 a second, 11 errors, 00:02:00 left",
                "1700 of 2000 pictures, 5 a second, 14 errors, 00:01:00 left",
                "2000 of 2000 pictures, 5 a second, 17 errors, 00:00:00 left",
            ],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void OnATerminalItIsABar()
    {
        using StringWriter terminal = new(), output = new(), error = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(terminal),
        });
        console.Profile.Width = 140;

        Run(new Screen(output, error, console));

        Assert.Contains("2000 of 2000 pictures, 5 a second, 17 errors", terminal.ToString(), StringComparison.Ordinal);
        Assert.Equal("", output.ToString());
    }

    private void Run(Screen screen) => JobOnTerminal.Show(
        screen,
        progress =>
        {
            progress.Report(new("pictures", Total: 2000, Done: 500, Errors: 2));
            for (int i = 1; i <= 15; i++)
            {
                _clock.Advance(TimeSpan.FromSeconds(20));
                progress.Report(new("pictures", Total: 2000, Done: 500 + (100 * i), Errors: 2 + i));
            }

            return true;
        },
        _clock);

    private sealed class Clock : TimeProvider
    {
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _now += by;

        public override long GetTimestamp() => _now.Ticks;
    }
}
