namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of README.md.</summary>
public sealed class ReadmeTests : ExampleRun
{
    [Fact]
    public void Run()
    {
        foreach (string set in (string[])["train/cat", "train/noncat", "test/cat", "test/noncat"])
            AddDatasets(set);

        Readme.Run();

        AssertOutputIsThatOfThePage();
        Assert.True(File.Exists(Folder["model.zip"]));
    }
}
