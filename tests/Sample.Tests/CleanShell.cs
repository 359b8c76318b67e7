using System.Diagnostics;

namespace MlNetShallow.Sample.Tests;

/// <summary>Runs programs as from a user's terminal: what is set for the build of these tests does not reach them.</summary>
internal static class CleanShell
{
    /// <param name="workingFolder">Where it runs.</param>
    /// <param name="packagesFolder">Where restored packages go; null for where they always do.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<Outcome> Run(
        string workingFolder, string? packagesFolder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (packagesFolder is not null)
            start.Environment["NUGET_PACKAGES"] = packagesFolder;
        RemoveBuildVariables(start);

        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
            string output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new Outcome(process.ExitCode, output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs a program that must succeed; skips the test where packages are missing and no source is reached.</summary>
    /// <returns>What it said on its standard output.</returns>
    public static async Task<string> RunToSuccess(
        string workingFolder, string? packagesFolder, string program, params string[] arguments)
    {
        Outcome outcome = await Run(workingFolder, packagesFolder, program, arguments);
        string said = $"{program} {string.Join(' ', arguments)}\n{outcome.Output}\n{outcome.Error}";
        Assert.SkipWhen(
            outcome.ExitCode != 0 && said.Contains("error NU1301", StringComparison.Ordinal),
            "No package source can be reached from here, and the packages it takes are not on this machine.");
        Assert.True(outcome.ExitCode == 0, said);
        return outcome.Output;
    }

    /// <summary>Takes what is set for the build of these tests from the environment of a process to start.</summary>
    public static void RemoveBuildVariables(ProcessStartInfo start)
    {
        foreach (string name in start.Environment.Keys.Where(IsBuildVariable).ToArray())
            start.Environment.Remove(name);
        // Nothing of it outlives the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // What is built here was analyzed when the tests were built; it takes most of a build's time.
        start.Environment["RunAnalyzers"] = "false";
    }

    private static bool IsBuildVariable(string name)
        => StartsWithAnyOf(name, "MSBUILD", "VSTEST")
            || (StartsWithAnyOf(name, "DOTNET_") && !StartsWithAnyOf(
                name, "DOTNET_ROOT", "DOTNET_NOLOGO", "DOTNET_CLI_TELEMETRY_OPTOUT"));

    private static bool StartsWithAnyOf(string name, params string[] starts)
        => starts.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
