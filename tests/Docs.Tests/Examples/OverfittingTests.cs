using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/overfitting.md.</summary>
public sealed class OverfittingTests : ExampleRun
{
    private readonly MLContext _context = new(seed: 1);

    public OverfittingTests() => AddDatasets("flats");

    [Fact]
    public void Compare()
    {
        Overfitting.Compare(Few(), FlatsWithFeatures.TestWithRent(_context));

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Estimate()
    {
        Overfitting.Estimate(Few(), FlatsWithFeatures.TestWithRent(_context));

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void OwnValidation()
    {
        Overfitting.OwnValidation(Few(), FlatsWithFeatures.TestWithRent(_context));

        AssertOutputIsThatOfThePage();
    }

    private IDataView Few() => _context.Data.TakeRows(FlatsWithFeatures.TrainingWithRent(_context), 120);
}
