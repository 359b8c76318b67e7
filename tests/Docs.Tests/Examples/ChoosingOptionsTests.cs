using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/choosing-options.md.</summary>
public sealed class ChoosingOptionsTests : ExampleRun
{
    private readonly MLContext _context = new(seed: 1);

    public ChoosingOptionsTests() => AddDatasets("flats");

    [Fact]
    public void Chosen()
    {
        ChoosingOptions.Chosen(FlatsWithFeatures.Training(_context));

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Faster()
    {
        ChoosingOptions.Faster(FlatsWithFeatures.Training(_context));

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Imbalance()
    {
        ChoosingOptions.Imbalance(
            FlatsWithFeatures.Rare(_context, FlatsWithFeatures.Training(_context)),
            FlatsWithFeatures.Rare(_context, FlatsWithFeatures.Test(_context)));

        AssertOutputIsThatOfThePage();
    }
}
