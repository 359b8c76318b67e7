using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Site;

public class SiteTests
{
    /// <summary>docfx takes a link that leads nowhere, in a page or an XML doc, for an error.</summary>
    [Fact]
    public async Task TheSiteHasThePagesAndTheApiAndNoBrokenLink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "eng/site.sh is a script of bash.");
        string root = RepositoryFiles.Path();
        Assert.SkipUnless(Directory.Exists(Path.Combine(root, ".git")) || File.Exists(Path.Combine(root, ".git")), "It lists what git has.");
        Outcome restored = await CleanShell.Run(root, packagesFolder: null, CommandLine.DotnetHost, "tool", "restore");
        Assert.SkipWhen(restored.ExitCode != 0, "docfx cannot be restored here: " + restored.Output + restored.Error);

        await CleanShell.RunToSuccess(root, packagesFolder: null, "bash", "eng/site.sh", AppContext.BaseDirectory);

        foreach (string page in (string[])
            ["index.html", "docs/faq.html", "docs/images/report.png", "api/MlNetShallow.ShallowNetworkBinaryTrainer.html",
            "api/Microsoft.ML.ImageFlatteningCatalog.html"])
        {
            Assert.True(File.Exists(RepositoryFiles.Path("artifacts", "site", page)), page);
        }
    }
}
