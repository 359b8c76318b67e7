using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/recipes.md.</summary>
public sealed class RecipesTests : ExampleRun
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Table()
    {
        var random = new Random(3);
        string[] species = ["setosa", "versicolor", "virginica"];
        // Petals grow from species to species, as those of irises do.
        File.WriteAllLines("flowers.csv", Enumerable.Range(0, 150).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{5 + (0.5 * (i % 3)) + (0.3 * random.NextDouble()):F1},{3.4 - (0.2 * (i % 3)):F1}," +
            $"{1.4 + (2 * (i % 3)) + random.NextDouble():F1},{0.2 + (0.9 * (i % 3)) + (0.3 * random.NextDouble()):F1}," +
            $"{species[i % 3]}"))
            .Prepend("sepal length,sepal width,petal length,petal width,species"));

        Recipes.Table();

        Assert.Matches(@"^accuracy (1\.000|0\.9\d\d), log-loss \d\.\d{3}\s+setosa, [01]\.\d\d sure\s*$", Output);
    }

    [Fact]
    public void Regression()
    {
        Recipes.Regression(Houses());

        Assert.Matches(@"epoch 20: cost \d+\.\d, validation \d+\.\d", Output);
        Assert.Matches(@"(EarlyStopped|Completed); of \d+ epochs the best was \d+\s+R² there: 0\.9\d\d\s*$", Output);
    }

    [Fact]
    public void CrossValidation()
    {
        Recipes.CrossValidation(Circles.Singles(_context), Flowers(), Houses());

        Assert.Matches(@"^AUC [01]\.\d{3}\s+accuracy 1\.000\s+R² -?\d\.\d{3}\s*$", Output);
    }

    [Fact]
    public void Importance()
    {
        Recipes.Importance(Houses());

        double[] changes = [.. Regex.Matches(Output, @"R² changes by (-?\d+\.\d+)")
            .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.CurrentCulture))];
        // The price does not hang on the last feature, and on the first most.
        Assert.Equal(3, changes.Length);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).OrderBy(i => changes[i]));
        Assert.Equal(0, changes[2], 0.05);
    }

    [Fact]
    public void Service()
    {
        var model = _context.Transforms.Conversion.MapValueToKey("Label", "Species")
            .Append(_context.MulticlassClassification.Trainers.ShallowNetwork(featureColumnName: "Measures", numberOfEpochs: 2))
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedSpecies", "PredictedLabel"))
            .Fit(Flowers());

        Recipes.Service(model, [.. Enumerable.Range(0, 500).Select(i => new Recipes.Flower { Measures = [i % 3, 1, 2, 3] })]);
    }

    [Fact]
    public void Text()
    {
        Assert.SkipWhen(
            PackageSet.IsOffline, "FeaturizeText is in the Microsoft.ML package; the offline subset has none.");
        string[] good = ["a fine book", "I liked it very much", "so good, so funny"];
        string[] bad = ["a boring book", "I did not like it", "so bad, so long"];

        Recipes.Text(_context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 60).Select(i => new Review { Label = i % 2 == 0, Text = (i % 2 == 0 ? good : bad)[i % 3] })));

        Assert.Equal("accuracy 1.000", Output.Trim());
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

    private IDataView Flowers() => _context.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Recipes.Flower
    {
        Measures = [i % 3, 1, 2, 3],
        Species = $"species {i % 3}",
    }));

    private IDataView Houses()
    {
        var random = new Random(4);
        House[] houses =
        [
            .. Enumerable.Range(0, 300).Select(_ =>
            {
                float size = 50 + (150 * random.NextSingle()), age = 100 * random.NextSingle();
                float price = (3 * size) - age + (10 * random.NextSingle());
                return new House { Features = [size, age, random.NextSingle()], Price = price };
            }),
        ];
        return _context.Data.LoadFromEnumerable(houses);
    }

    private sealed class House
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public float Price { get; set; }
    }

    private sealed class Review
    {
        public bool Label { get; set; }

        [ColumnName("Review")]
        public string Text { get; set; } = "";
    }
}
