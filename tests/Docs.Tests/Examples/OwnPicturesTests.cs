namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of docs/own-pictures.md.</summary>
public sealed class OwnPicturesTests : ExampleRun
{
    [Fact]
    public void Train()
    {
        foreach (string set in (string[])["train/cat", "train/noncat", "test/cat", "test/noncat"])
            AddDatasets(set);

        OwnPictures.Train();

        AssertOutputIsThatOfThePage();
        Assert.True(File.Exists(Folder["model.zip"]));
    }
}
