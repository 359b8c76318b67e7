using System.Diagnostics;

namespace MlNetShallow.Network.Tests;

/// <summary>Runs tests of this assembly again in a process of their own, which takes other settings of the runtime.</summary>
internal static class OwnProcess
{
    /// <param name="settings">Variables of the environment.</param>
    /// <param name="selection">The runner's arguments that select the tests.</param>
    public static async Task AssertPassesAsync(IEnumerable<KeyValuePair<string, string>> settings, params string[] selection)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        foreach (string argument in selection)
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add("-noColor");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }
}
