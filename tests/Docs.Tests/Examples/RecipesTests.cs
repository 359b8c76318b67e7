using Microsoft.ML;
using MlNetShallow.Trainer.Tests;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/recipes.md.</summary>
public sealed class RecipesTests : ExampleRun
{
    private readonly MLContext _context = new(seed: 1);

    public RecipesTests() => AddDatasets("flats");

    [Fact]
    public void CrossValidation()
    {
        Recipes.CrossValidation(FlatsWithFeatures.Training(_context));

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Importance()
    {
        Recipes.Importance(FlatsWithFeatures.Training(_context));

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public void Service()
    {
        var model = _context.Transforms.Concatenate("Features", "Area", "Year")
            .Append(_context.Transforms.Conversion.MapValueToKey("Label", "Heating"))
            .Append(_context.MulticlassClassification.Trainers.ShallowNetwork(numberOfEpochs: 2))
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedHeating", "PredictedLabel"))
            .Fit(Flats());

        Recipes.Service(model, [.. Enumerable.Range(0, 500).Select(i => new Tables.Flat { Area = 20 + i, Year = 1900 + (i % 120) })]);
    }

    [Fact]
    public void Further() => Recipes.Further(Circles.Singles(_context), Circles.Singles(_context));

    [Fact]
    public void Interrupted()
    {
        using var stop = new CancellationTokenSource();
        Recipes.Interrupted(Circles.Singles(_context), stop.Token);

        Assert.Equal(100, TrainingCheckpoint.Load("training.checkpoint").Epoch);
        Recipes.Interrupted(Circles.Singles(_context), stop.Token);
    }

    [Fact]
    public void Large() => Recipes.Large(Circles.Singles(_context));

    private IDataView Flats() => _context.Data.LoadFromTextFile<Tables.Flat>(
        "datasets/flats/train.csv", separatorChar: ',', hasHeader: true);
}
