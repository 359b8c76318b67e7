using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MlNetShallow.Trainer.Tests.Samples;

/// <summary>samples/ScoreWithoutMLNet as a process.</summary>
internal static partial class SampleProgram
{
    private static readonly string Repository = RepositoryOf();

    /// <summary>The program as the build has made it.</summary>
    public static string[] Built { get; } =
    [
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        Path.Combine(AppContext.BaseDirectory, "ScoreWithoutMLNet.dll"),
    ];

    /// <summary>Publishes the program; skips the test where what that takes cannot be restored.</summary>
    /// <param name="kind">PublishTrimmed or PublishAot.</param>
    /// <returns>The program, which needs no .NET.</returns>
    public static string[] Publish(string kind)
    {
        string artifacts = Path.Combine(Repository, "artifacts", "samples", kind), folder = Path.Combine(artifacts, "program");
        (int code, string said) = Run(
            [Built[0]],
            [],
            "publish", Path.Combine(Repository, "samples", "ScoreWithoutMLNet"), "--configuration", "Release", "--self-contained",
            "--runtime", RuntimeInformation.RuntimeIdentifier, "--output", folder,
            $"-p:{kind}=true", $"-p:ArtifactsPath={artifacts}");
        Match missing = Missing().Match(said);
        Assert.SkipWhen(code != 0 && missing.Success, $"{kind} is not possible here: {missing.Value}");
        Assert.True(code == 0, said);
        // Warnings of trimming would tell of what is gone.
        Assert.DoesNotContain("warning IL", said, StringComparison.Ordinal);
        return [Path.Combine(folder, OperatingSystem.IsWindows() ? "ScoreWithoutMLNet.exe" : "ScoreWithoutMLNet")];
    }

    /// <summary>Runs a program with bytes as its standard input.</summary>
    public static (int Code, string Said) Run(string[] program, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program[0], [.. program[1..], .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What is built here was analyzed when the tests were built; it takes most of a build's time.
        start.Environment["RunAnalyzers"] = "false";
        // What is set here for this build must not reach another.
        foreach (string name in start.Environment.Keys.ToArray())
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result + error.Result);
    }

    // Packages that a registry lacks, no registry at all, or no linker.
    [GeneratedRegex("error (NU1101|NU1102|NU1301|NETSDK1083|NETSDK1203)[^\r\n]*|Platform linker[^\r\n]*not found")]
    private static partial Regex Missing();

    private static string RepositoryOf([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
