using System.Diagnostics;

namespace MlNetShallow.Transforms.Tests;

/// <summary>A short run of tests/Fuzz, in a process of its own: it watches the time and the memory of all that the process
/// does.</summary>
public class FuzzTests
{
    [Theory]
    [InlineData("pictures", 3000)]
    [InlineData("networks", 3000)]
    [InlineData("models", 3000)]
    public async Task NoFileDoesHarm(string kind, int count)
    {
        string findings = Path.Combine(AppContext.BaseDirectory, "fuzz-findings");
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "MlNetShallow.Fuzz.dll"), kind, "--count", $"{count}", "--seed", "1",
                "--findings", findings,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string said = await output + await error;

        Assert.True(process.ExitCode == 0, said);
        Assert.StartsWith($"{kind}: {count} inputs from 0 on of seed 1, ", said, StringComparison.Ordinal);
    }
}
