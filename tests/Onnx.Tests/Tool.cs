using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MlNetShallow.Onnx.Tests;

/// <summary>Programs that need not be on a machine; the tests that run them are skipped where they are not.</summary>
internal static class Tool
{
    private const int Minutes = 3;

    /// <summary>Where the scripts of these tests are.</summary>
    public static string Scripts { get; } = Path.Combine(ThisFolder(), "Runtime");

    /// <summary>A folder under artifacts that later runs find again.</summary>
    public static string Folder { get; } =
        Directory.CreateDirectory(Path.Combine(ThisFolder(), "..", "..", "artifacts", "onnxruntime")).FullName;

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Whether it ended well, and what it said.</returns>
    public static (bool IsDone, string Said) Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromMinutes(Minutes)))
            {
                process.Kill(entireProcessTree: true);
                return (false, $"{program} did not end within {Minutes} minutes");
            }

            return (process.ExitCode == 0, output.Result + error.Result);
        }
        catch (Win32Exception exception)
        {
            return (false, exception.Message);
        }
    }

    private static string ThisFolder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
