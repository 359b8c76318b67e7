using System.Diagnostics;

namespace MlNetShallow.Batch.Tests.Samples;

/// <summary>samples/WorkerService as a process.</summary>
internal static class WorkerProcess
{
    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Starts it in a folder.</summary>
    public static Process Start(string folder, params string[] settings)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "WorkerService.dll");
        var start = new ProcessStartInfo(Host, [program, .. settings])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end, or to when something happens.</summary>
    /// <param name="process">The process.</param>
    /// <param name="killed">Ends when it is to be killed; null for never.</param>
    /// <returns>What it said, and its exit code; null where it was killed.</returns>
    public static async Task<(int? Code, string Said)> Finish(Process process, Func<Task, Task>? killed = null)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> said = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        Task ended = process.WaitForExitAsync(cancellation);
        try
        {
            await (killed is null ? ended : Task.WhenAny(ended, killed(ended)));
        }
        finally
        {
            process.Kill();
        }

        await process.WaitForExitAsync(cancellation);
        string all = await said + await error;
        return (process.ExitCode is 0 or 1 ? process.ExitCode : null, all);
    }
}
