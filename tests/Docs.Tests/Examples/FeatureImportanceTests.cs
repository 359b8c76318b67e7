using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/feature-importance.md.</summary>
public sealed class FeatureImportanceTests : ExampleRun
{
    private readonly MLContext _context = new(seed: 1);

    public FeatureImportanceTests() => AddDatasets("flats");

    [Fact]
    public void Importances()
    {
        FeatureImportance.Importances(Flats());

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Contributions()
    {
        var model = _context.Transforms.Categorical.OneHotEncoding("DistrictOneHot", "District")
            .Append(_context.Transforms.Concatenate("Features", "Area", "Rooms", "Floor", "Year", "DistrictOneHot"))
            .Append(_context.Regression.Trainers.ShallowNetwork("Rent"))
            .Fit(Flats());

        FeatureImportance.Contributions(Flats(), model);

        AssertOutputIsThatOfThePage();
    }

    private IDataView Flats() => _context.Data.LoadFromTextFile<Tables.Flat>(
        "datasets/flats/train.csv", separatorChar: ',', hasHeader: true);
}
