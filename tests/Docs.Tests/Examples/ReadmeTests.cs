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

        Assert.Matches(@"^accuracy (0\.[89]|1\.0)\d{3}, AUC (0\.9|1\.0)\d{3}\s*$", Output);
        Assert.True(File.Exists(Folder["model.zip"]));
    }
}
