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
        string clone = folder["clone"], packages = folder["packages"];
        await CleanShell.RunToSuccess(folder.Path, packages, "git", "clone", "--quiet", RepositoryFiles.Path(), clone);

        string output = await CleanShell.RunToSuccess(clone, packages, "bash", "./demo");

        Assert.Contains("test accuracy", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(clone, "demo-output", "model.zip")), output);
        Assert.True(File.Exists(Path.Combine(clone, "demo-output", "scores.tsv")), output);
    }
}
