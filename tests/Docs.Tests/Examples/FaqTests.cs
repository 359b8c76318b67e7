using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/faq.md.</summary>
public sealed class FaqTests : ExampleRun
{
    private readonly MLContext _context = new(seed: 1);

    public FaqTests() => AddDatasets("flats");

    [Fact]
    public void Constant()
    {
        // Features that say nothing of the label.
        var random = new Random(1);
        Faq.Constant(_context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 300).Select(_ => new Noise { Features = [random.NextSingle(), random.NextSingle()], Label = random.Next(2) == 1 })
                .ToArray()));

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void MissingInput()
    {
        IDataView flats = FlatsWithFeatures.Training(_context);
        var model = _context.Transforms.Concatenate("Features", "Area", "Rooms", "Floor", "Year")
            .Append(_context.Regression.Trainers.ShallowNetwork(labelColumnName: "Rent", numberOfEpochs: 5)).Fit(flats);
        Tables.Flat[] rows = [.. _context.Data.CreateEnumerable<Tables.Flat>(flats, reuseRowObject: false)];
        foreach (Tables.Flat flat in rows.Take(7))
            flat.Year = float.NaN;
        rows[9].Area = float.PositiveInfinity;

        Faq.MissingInput(model, _context.Data.LoadFromEnumerable(rows));

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Extrapolation()
    {
        Faq.Extrapolation(FlatsWithFeatures.Training(_context));

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Divergence()
    {
        Faq.Divergence(FlatsWithFeatures.Training(_context));

        AssertOutputIsThatOfThePage();
    }

    private sealed class Noise
    {
        [Microsoft.ML.Data.VectorType(2)] public float[] Features { get; set; } = [];
        public bool Label { get; set; }
    }
}
