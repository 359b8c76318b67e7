using System.Diagnostics;
using System.Text.RegularExpressions;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Samples;

/// <summary>A service as a process of its own, on a port that is free; it ends with this object.</summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _said = [];

    public ServiceProcess(string workingFolder, string[] arguments)
    {
        var start = new ProcessStartInfo(CommandLine.DotnetHost, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        CleanShell.RemoveBuildVariables(start);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("It ended:\n" + Said()));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>A client of the service, once that listens.</summary>
    public async Task<HttpClient> Listening(CancellationToken cancellation)
        => new() { BaseAddress = await _address.Task.WaitAsync(TimeSpan.FromMinutes(5), cancellation) };

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private string Said()
    {
        lock (_said)
            return string.Join('\n', _said);
    }

    private void Heard(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.Add(line);
        if (Address().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http\S+)")]
    private static partial Regex Address();
}
