namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of src/Package/README.md.</summary>
public sealed class PackageTests : ExampleRun
{
    [Fact]
    public void Run()
    {
        Package.Run();

        AssertOutputIsThatOfThePage();
        Assert.True(File.Exists(Folder["circle.zip"]));
    }
}
