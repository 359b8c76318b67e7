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
        var (few, test) = Flats();

        Overfitting.Compare(few, test);

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Estimate()
    {
        var (few, test) = Flats();

        Overfitting.Estimate(few, test);

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void OwnValidation()
    {
        var (training, validation) = Flats();

        Overfitting.OwnValidation(training, validation);

        AssertOutputIsThatOfThePage();
    }

    private (IDataView Few, IDataView Test) Flats()
    {
        var (training, test) = FlatsWithFeatures.ForLetting(_context);
        return (_context.Data.TakeRows(training, 120), test);
    }
}
