using System.Diagnostics;

namespace MlNetShallow.Sample.Tests;

/// <summary>What a newcomer does first: clone, and run ./demo, with no package on the machine.</summary>
public class FreshCloneTests
{
    [Fact]
    public async Task TheDemoRunsFromAFreshCloneWithAnEmptyPackageCache()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "./demo is a shell script; on Windows 'dotnet run' is the way.");
        Assert.SkipUnless(
            Directory.Exists(RepositoryFiles.Path(".git")) || File.Exists(RepositoryFiles.Path(".git")),
            "These sources are no git repository, so there is nothing to clone.");
        using var folder = new TemporaryFolder();
        string clone = Path.Combine(folder.Path, "clone");
        await Run("git", ["clone", "--quiet", RepositoryFiles.Path(), clone], RepositoryFiles.Path(), folder.Path);

        string output = await Run("bash", ["./demo"], clone, folder.Path);

        Assert.Contains("test accuracy", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(clone, "demo-output", "model.zip")), output);
        Assert.True(File.Exists(Path.Combine(clone, "demo-output", "scores.tsv")), output);
    }

    private static async Task<string> Run(string program, string[] arguments, string workingFolder, string temporaryFolder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(temporaryFolder, "packages");

        // What the test runner sets for its own build must not reach the clone's.
        foreach (string name in start.Environment.Keys.Where(IsBuildVariable).ToArray())
            start.Environment.Remove(name);

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}\n{await errors}");
        return output;
    }

    private static bool IsBuildVariable(string name)
        => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
