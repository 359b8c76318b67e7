namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of docs/tables.md.</summary>
public sealed class TablesTests : ExampleRun
{
    [Fact]
    public void Train()
    {
        AddDatasets("flats");

        Tables.Train();

        AssertOutputIsThatOfThePage();
    }
}
