using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using MlNetShallow.Data.Files;
using MlNetShallow.Sample.Commands;
using MlNetShallow.Sample.Output;
using Spectre.Console;

namespace MlNetShallow.Sample;

/// <summary>The program mlnetshallow.</summary>
public static class Program
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int DoneWithErrors = 3;

    private const string ProgramName = "mlnetshallow";
    private const string Verbose = "--verbose";

    public static int Main(string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        IAnsiConsole? terminal = Console.IsOutputRedirected ? null : AnsiConsole.Console;
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return Run(
            args,
            new Screen(
                Console.IsOutputRedirected ? Console.Out : new VisibleWriter(Console.Out),
                Console.IsErrorRedirected ? Console.Error : new VisibleWriter(Console.Error),
                terminal),
            cancellation.Token);

        // The first signal asks the job to end tidily; a second one ends the process at once.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !cancellation.IsCancellationRequested;
            // What is drawn live has hidden it.
            if (cancellation.IsCancellationRequested)
                terminal?.Cursor.Show(show: true);
            cancellation.Cancel();
        }
    }

    /// <summary>What the process does, with the console as a parameter.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, Screen screen, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ParseResult parsed = Commands(screen, cancellation).Parse(args);
        if (parsed.Action is ParseErrorAction parseError)
            parseError.ShowHelp = false;
        try
        {
            int code = parsed.Invoke(new InvocationConfiguration
            {
                Output = screen.Output,
                Error = screen.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            if (parsed.Action is not ParseErrorAction)
                return code;
            screen.Error.WriteLine($"'{CommandPath(parsed.CommandResult.Command)} --help' shows the usage.");
            return WrongUsage;
        }
        catch (Exception exception)
        {
            screen.Error.WriteLine(OptionText.OnCommandLine(
                parsed.GetValue<bool>(Verbose) ? exception.ToString() : $"error: {ErrorLine.Of(exception)}"));
            return Failed;
        }
    }

    /// <summary>The commands, with their options.</summary>
    public static RootCommand Commands(Screen screen, CancellationToken cancellation = default)
    {
        var verbose = new Option<bool>(Verbose)
        {
            Description = "Print an error with its stack trace.",
            Recursive = true,
        };
        return new RootCommand(
            "Teaches a neural network to tell pictures apart or to predict a column of a table.")
        {
            verbose,
            new TrainCommand(screen, cancellation),
            new EvaluateCommand(screen, cancellation),
            new ReportCommand(screen, cancellation),
            new ExplainCommand(screen, cancellation),
            new CompareCommand(screen, cancellation),
            new TuneCommand(screen, cancellation),
            new ScoreCommand(screen, cancellation),
            new MergeCommand(screen, cancellation),
            new ExportCommand(screen, cancellation),
            new DemoCommand(screen, cancellation),
        };
    }

    private static string CommandPath(Command command)
        => command is RootCommand ? ProgramName : $"{ProgramName} {command.Name}";
}
