namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/tables.md.</summary>
public sealed class TablesTests : ExampleRun
{
    [Fact]
    public void Train()
    {
        AddDatasets("flats");

        Tables.Train();

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void MissingValues()
    {
        AddDatasets("flats");

        Tables.MissingValues();

        AssertOutputIsThatOfThePage();
    }
}
