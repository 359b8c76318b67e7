using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MlNetShallow.Benchmarks;

/// <summary>A script in a Python process of its own, which says what it is and then answers each line with a line.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process _process;

    private PythonPeer(Process process, string versions) => (_process, Versions) = (process, versions);

    /// <summary>The Python that is taken if none is named.</summary>
    public static string DefaultPython => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>What the script says that it is.</summary>
    public string Versions { get; }

    /// <summary>Starts Python; null, and why, where that fails or it lacks what the script takes.</summary>
    /// <param name="python">The program.</param>
    /// <param name="script">The script's name.</param>
    /// <param name="takes">What it takes.</param>
    /// <param name="whyMissing">Why there is none.</param>
    public static PythonPeer? TryStart(string python, string script, string takes, out string? whyMissing)
    {
        try
        {
            Process process = Process.Start(new ProcessStartInfo(python, [Path.Combine(SourceFolder.Path, script)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            string? greeting = process.StandardOutput.ReadLine();
            whyMissing = greeting is null ? $"{python} lacks {takes}" : null;
            if (greeting is not null)
                return new(process, greeting);
            process.Dispose();
        }
        catch (Win32Exception error)
        {
            whyMissing = error.Message;
        }

        return null;
    }

    /// <summary>Has the script do something.</summary>
    /// <returns>The seconds that it took.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message is the script's.</exception>
    public double Run(string request)
    {
        string answer = Ask(request);
        return double.TryParse(answer, CultureInfo.InvariantCulture, out double seconds)
            ? seconds
            : throw new InvalidOperationException(answer);
    }

    /// <summary>Has the script answer.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public string Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Python has ended.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
