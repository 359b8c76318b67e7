using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of README.md.</summary>
public sealed class ReadmeTests : ExampleRun
{
    [Fact]
    public void Run()
    {
        string training = Path.Combine("datasets", "train");
        foreach (string name in new[] { "cat", "noncat" })
            Folder.AddClass(training, name, Directory.GetFiles(RepositoryFiles.Path(training, name)));

        Readme.Run();

        AssertOutputIsThatOfThePage();
        Assert.True(File.Exists(Folder["model.zip"]));
    }
}
