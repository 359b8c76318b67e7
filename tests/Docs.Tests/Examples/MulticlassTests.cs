namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of docs/multiclass.md.</summary>
public sealed class MulticlassTests : ExampleRun
{
    [Fact]
    public void Train()
    {
        AddDatasets("flats");

        Multiclass.Train();

        AssertOutputIsThatOfThePage();
    }
}
