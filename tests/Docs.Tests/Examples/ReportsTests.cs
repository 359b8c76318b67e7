using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/report.md.</summary>
public sealed class ReportsTests : ExampleRun
{
    public ReportsTests() => AddDatasets("flats");

    [Fact]
    public void AnyModel()
    {
        Reports.AnyModel();

        Assert.StartsWith("<!doctype html>", File.ReadAllText("flats.html"), StringComparison.Ordinal);
        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void CompareTrainers()
    {
        Reports.CompareTrainers(new MLContext().Data.LoadFromTextFile<Tables.Flat>(
            "datasets/flats/train.csv", separatorChar: ',', hasHeader: true));

        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText("comparison.html"), StringComparison.Ordinal);
        AssertOutputIsThatOfThePage();
    }
}
