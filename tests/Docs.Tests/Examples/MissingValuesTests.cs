using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/missing-values.md.</summary>
public sealed class MissingValuesTests : ExampleRun
{
    public MissingValuesTests() => AddDatasets("flats");

    [Fact]
    public void LeftAlone()
    {
        MissingValues.LeftAlone(Flats());

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void FillIn()
    {
        MissingValues.FillIn(Flats());

        AssertOutputIsThatOfThePage();
    }

    private static Tables.Flat[] Flats()
    {
        var context = new MLContext();
        return [.. context.Data.CreateEnumerable<Tables.Flat>(
            context.Data.LoadFromTextFile<Tables.Flat>("datasets/flats/train.csv", separatorChar: ',', hasHeader: true),
            reuseRowObject: false)];
    }
}
