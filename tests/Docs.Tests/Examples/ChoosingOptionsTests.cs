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
        ChoosingOptions.Chosen(FlatsWithFeatures.ForLetting(_context).Training);

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Faster()
    {
        ChoosingOptions.Faster(FlatsWithFeatures.ForLetting(_context).Training);

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Imbalance()
    {
        var (training, test) = FlatsWithFeatures.ForLetting(_context);

        ChoosingOptions.Imbalance(FlatsWithFeatures.Rare(_context, training), FlatsWithFeatures.Rare(_context, test));

        AssertOutputIsThatOfThePage();
    }
}
