using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the example of docs/tuning.md.</summary>
public sealed class TuningTests : ExampleRun
{
    public TuningTests() => AddDatasets("flats");

    [Fact]
    public void Search()
    {
        Tuning.Search(FlatsWithFeatures.Training(new MLContext(seed: 1)));

        Assert.Equal(7, File.ReadLines("trials.tsv").Count());
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText("trials.html"), StringComparison.Ordinal);
        Assert.NotNull(ShallowNetworkModelParameters.FromModel(new MLContext().Model.Load("rent.zip", out _)));
        AssertOutputIsThatOfThePage();
    }
}
