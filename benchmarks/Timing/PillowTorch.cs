using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace MlNetShallow.Benchmarks.Timing;

/// <summary>Pillow and PyTorch in a Python process with two workers, which scores folders on request (batch_peer.py).</summary>
internal sealed class PillowTorch : IDisposable
{
    private readonly Process _python;

    private PillowTorch(Process python, string versions) => (_python, Versions) = (python, versions);

    /// <summary>What the process says that it is.</summary>
    public string Versions { get; }

    /// <summary>Starts Python; null, and why, where that fails or it lacks one of the two.</summary>
    public static PillowTorch? TryStart(string python, out string? whyMissing)
    {
        string script = Path.Combine(ThisFolder(), "..", "batch_peer.py");
        try
        {
            Process process = Process.Start(
                new ProcessStartInfo(python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            string? greeting = process.StandardOutput.ReadLine();
            whyMissing = greeting is null ? $"{python} has no Pillow or no PyTorch" : null;
            if (greeting is not null)
                return new PillowTorch(process, greeting);
            process.Dispose();
        }
        catch (Win32Exception error)
        {
            whyMissing = error.Message;
        }

        return null;
    }

    /// <summary>The seconds from the files of a folder to the predictions for all of them.</summary>
    /// <param name="mode">How its workers share the work.</param>
    /// <param name="folder">The pictures.</param>
    public double Score(string mode, string folder)
    {
        _python.StandardInput.WriteLine($"{mode} {folder}");
        string answer = _python.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Python has ended.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
