namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of README.md.</summary>
public sealed class ReadmeTests : ExampleRun
{
    [Fact]
    public void Run()
    {
        AddDatasets("flats");

        Readme.Run();

        AssertOutputIsThatOfThePage();
        Assert.True(File.Exists(Folder["model.zip"]));
    }
}
