namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of docs/text.md.</summary>
public sealed class TextTests : ExampleRun
{
    [Fact]
    public void Train()
    {
        RealPackages.SkipWithout("FeaturizeText");
        AddDatasets("messages");

        Text.Train();

        AssertOutputIsThatOfThePage();
    }
}
