namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of docs/text.md.</summary>
public sealed class TextTests : ExampleRun
{
    [Fact]
    public void Train()
    {
        AddDatasets("messages");

        Text.Train();

        AssertOutputIsThatOfThePage();
    }
}
