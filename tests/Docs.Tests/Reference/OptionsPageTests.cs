using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Reference;

public class OptionsPageTests
{
    /// <summary><c>UPDATE_DOCS=1</c> rewrites the page.</summary>
    [Fact]
    public void ThePageIsWhatTheCodeSays()
    {
        string path = RepositoryFiles.Path("docs", "options.md");
        string page = OptionsPage.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(path, page);

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), page);
    }
}
