using System.Diagnostics;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Tests;

/// <summary>Runs the program, here or as a process of its own.</summary>
internal static class CommandLine
{
    /// <summary>The dotnet that runs these tests.</summary>
    public static string DotnetHost { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static Outcome Run(params string[] arguments) => Capture(arguments, CancellationToken.None);

    /// <summary>Runs it as if it were stopped at its first look whether it is.</summary>
    public static Outcome RunStopped(params string[] arguments) => Capture(arguments, new CancellationToken(canceled: true));

    public static Task<Outcome> RunProcess(string workingFolder, params string[] arguments)
        => RunProcess(workingFolder, variables: [], arguments);

    public static Process Start(string workingFolder, params string[] arguments)
        => Start(workingFolder, input: false, arguments);

    private static Process Start(
        string workingFolder, bool input, string[] arguments, params (string Name, string Value)[] variables)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "mlnetshallow.dll");
        var start = new ProcessStartInfo(DotnetHost, [program, .. arguments])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = input,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs it as a process with variables in its environment.</summary>
    public static async Task<Outcome> RunProcess(
        string workingFolder, (string Name, string Value)[] variables, params string[] arguments)
    {
        using Process process = Start(workingFolder, input: false, arguments, variables);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, output, await error);
    }

    /// <summary>Runs it as a process with a text on its standard input.</summary>
    public static async Task<Outcome> RunProcessWith(string input, string workingFolder, params string[] arguments)
    {
        using Process process = Start(workingFolder, input: true, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    private static Outcome Capture(string[] arguments, CancellationToken cancellation)
    {
        using StringWriter output = new(), error = new();
        int exitCode = Program.Run(arguments, new Screen(output, error, Terminal: null), cancellation);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }
}

/// <summary>What a run of the program gave.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Asserts that the job failed with one line, which it returns.</summary>
    public string AssertFailed()
    {
        string line = Assert.Single(Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Equal(Program.Failed, ExitCode);
        return line;
    }

    /// <summary>Asserts that the job was done, with errors that one line tells of.</summary>
    public string AssertDoneWithErrors()
    {
        Assert.Equal(Program.DoneWithErrors, ExitCode);
        return Assert.Single(Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    public Outcome AssertDone()
    {
        Assert.Equal("", Error);
        Assert.Equal(Program.Done, ExitCode);
        return this;
    }
}
