using System.Collections.Concurrent;
using Microsoft.ML;
using static MlNetShallow.Docs.Tests.Examples.Multiclass;
using static MlNetShallow.Docs.Tests.Examples.Tables;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/recipes.md.</summary>
internal static class Recipes
{
    public static void CrossValidation(IDataView flats)
    {
        var mlContext = new MLContext(seed: 1);
        var binary = mlContext.BinaryClassification.CrossValidate(
            flats, mlContext.Transforms.Concatenate("WithRent", "Features", "Rent")
                .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork("LetSoon", "WithRent")),
            labelColumnName: "LetSoon");
        Console.WriteLine($"AUC {binary.Average(fold => fold.Metrics.AreaUnderRocCurve):F4}");

        var multiclass = mlContext.MulticlassClassification.CrossValidate(
            flats, mlContext.Transforms.Conversion.MapValueToKey("Label", "Heating")
                .Append(mlContext.MulticlassClassification.Trainers.ShallowNetwork()));
        Console.WriteLine($"accuracy {multiclass.Average(fold => fold.Metrics.MicroAccuracy):F4}");

        var regression = mlContext.Regression.CrossValidate(
            flats, mlContext.Regression.Trainers.ShallowNetwork("Rent"), numberOfFolds: 10, labelColumnName: "Rent");
        Console.WriteLine($"R² {regression.Average(fold => fold.Metrics.RSquared):F4}");
    }

    public static void Importance(IDataView flats)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.Regression.Trainers.ShallowNetwork(labelColumnName: "Rent").Fit(flats);

        var importance = mlContext.Regression.PermutationFeatureImportance(
            model, flats, labelColumnName: "Rent", permutationCount: 5);
        foreach (var (name, effect) in new[] { "area", "rooms", "floor", "year" }.Zip(importance))
            Console.WriteLine($"without {name} R² changes by {effect.RSquared.Mean:F2}");
    }

    public static void Service(ITransformer model, Flat[] requests)
    {
        var mlContext = new MLContext();
        var idle = new ConcurrentBag<PredictionEngine<Flat, HeatingPrediction>>();
        string Predict(Flat flat)
        {
            if (!idle.TryTake(out var engine))
                engine = mlContext.Model.CreatePredictionEngine<Flat, HeatingPrediction>(model);
            try
            {
                return engine.Predict(flat).PredictedHeating;
            }
            finally
            {
                idle.Add(engine);
            }
        }

        Parallel.ForEach(requests, flat => Predict(flat));
    }

    public static void Further(IDataView yesterday, IDataView today)
    {
        var mlContext = new MLContext(seed: 1);
        var trainer = mlContext.BinaryClassification.Trainers.ShallowNetwork(numberOfEpochs: 20);
        var model = trainer.Fit(yesterday);
        mlContext.Model.Save(model, yesterday.Schema, "model.zip");

        var learnt = ShallowNetworkModelParameters.FromModel(mlContext.Model.Load("model.zip", out _));
        model = trainer.Fit(today, learnt);
    }

    public static void Interrupted(IDataView data, CancellationToken stop)
    {
        var mlContext = new MLContext(seed: 1);
        const string file = "training.checkpoint";
        var model = mlContext.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            NumberOfEpochs = 100,
            CancellationToken = stop,
            CheckpointInterval = 10,
            Checkpoint = checkpoint => checkpoint.Save(file),
            ResumeFrom = File.Exists(file) ? TrainingCheckpoint.Load(file) : null,
        }).Fit(data);
    }

    public static void Large(IDataView data)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            CacheData = false,
            NumberOfEpochs = 10,
        }).Fit(data);
    }
}
