using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/regression.md.</summary>
public sealed class RegressionTests : ExampleRun
{
    public RegressionTests() => AddDatasets("flats");

    [Fact]
    public void Train()
    {
        Regression.Train();

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void PredictAnInterval()
    {
        Regression.PredictAnInterval(new MLContext().Data.LoadFromTextFile<Tables.Flat>(
            "datasets/flats/train.csv", separatorChar: ',', hasHeader: true));

        Assert.Matches(@"^\d{3,4} euro, and most likely \d{3,4} to \d{3,4}$", Output.Trim());
    }

    [Fact]
    public void PredictTwoTargets()
    {
        Regression.PredictTwoTargets(new MLContext().Data.LoadFromTextFile<Tables.Flat>(
            "datasets/flats/train.csv", separatorChar: ',', hasHeader: true));

        Assert.Matches(@"^R² of the rent 0\.\d\d, of the area 0\.\d\d$", Output.Trim());
    }

    [Fact]
    public void StopEarly()
    {
        Regression.StopEarly(new MLContext().Data.LoadFromTextFile<Tables.Flat>(
            "datasets/flats/train.csv", separatorChar: ',', hasHeader: true));

        AssertOutputIsThatOfThePage();
    }
}
