using System.Diagnostics;

namespace MlNetShallow.Evaluation.Tests;

/// <summary>axe-core, which finds what keeps people from using a page, from its npm package.</summary>
public sealed class AxeCore : IAsyncLifetime
{
    private const string Version = "4.14.1";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Why there is none; null where there is one.</summary>
    public string? Missing { get; private set; } = $"npm cannot fetch axe-core {Version} here.";

    /// <summary>The script that makes <c>axe</c>.</summary>
    public string Script { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        // npm refuses a package whose checksum is not the one that the registry signed.
        if (Browser.Missing is not null
            || !await Run("npm", "pack", "--silent", "--pack-destination", _folder.Path, $"axe-core@{Version}")
            || !await Run("tar", "-xzf", _folder[$"axe-core-{Version}.tgz"], "-C", _folder.Path))
            return;
        Script = await File.ReadAllTextAsync(_folder["package", "axe.min.js"]);
        Missing = null;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var timeout = new CancellationTokenSource(Longest);
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode == 0;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return false;
        }
    }
}
