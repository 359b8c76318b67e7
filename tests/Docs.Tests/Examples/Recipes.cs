using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/recipes.md.</summary>
internal static class Recipes
{
    public static void Table()
    {
        var mlContext = new MLContext(seed: 1);
        var flowers = mlContext.Data.LoadFromTextFile<Flower>("flowers.csv", separatorChar: ',', hasHeader: true);
        var split = mlContext.Data.TrainTestSplit(flowers, testFraction: 0.2);

        var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", "Species")
            .Append(mlContext.MulticlassClassification.Trainers.ShallowNetwork(
                featureColumnName: "Measures", numberOfHiddenUnits: 16))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedSpecies", "PredictedLabel"));
        var model = pipeline.Fit(split.TrainSet);

        var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine($"accuracy {metrics.MicroAccuracy:F3}, log-loss {metrics.LogLoss:F3}");

        mlContext.Model.Save(model, flowers.Schema, "flowers.zip");
        var again = new MLContext().Model.Load("flowers.zip", out var schema);
        var engine = mlContext.Model.CreatePredictionEngine<Flower, FlowerPrediction>(again);
        var prediction = engine.Predict(new Flower { Measures = [5.1f, 3.5f, 1.4f, 0.2f] });
        Console.WriteLine($"{prediction.PredictedSpecies}, {prediction.Score.Max():F2} sure");
    }

    public static void Regression(IDataView houses)
    {
        var mlContext = new MLContext(seed: 1);
        var trainer = mlContext.Regression.Trainers.ShallowNetwork(new ShallowNetworkRegressionTrainer.Options
        {
            LabelColumnName = "Price",
            Optimizer = Optimizer.Adam(),
            NumberOfEpochs = 500,
            EarlyStopping = new EarlyStopping(Patience: 20, ValidationFraction: 0.15),
            Progress = progress =>
            {
                var epoch = progress.Last;
                if (epoch.Epoch % 20 == 0)
                    Console.WriteLine($"epoch {epoch.Epoch}: cost {epoch.Cost:F1}, validation {epoch.ValidationCost:F1}");
            },
        });
        var model = trainer.Fit(houses);

        var history = model.Model.History;
        Console.WriteLine($"{model.Model.StopReason}; of {history.Count} epochs the best was {history.BestEpoch}");
        Console.WriteLine($"R² there: {history[history.BestEpoch - 1].ValidationMetric:F3}");
    }

    public static void CrossValidation(IDataView data, IDataView flowers, IDataView houses)
    {
        var mlContext = new MLContext(seed: 1);
        var binary = mlContext.BinaryClassification.CrossValidate(
            data, mlContext.BinaryClassification.Trainers.ShallowNetwork(), numberOfFolds: 5);
        Console.WriteLine($"AUC {binary.Average(fold => fold.Metrics.AreaUnderRocCurve):F3}");

        var multiclass = mlContext.MulticlassClassification.CrossValidate(
            flowers, mlContext.Transforms.Conversion.MapValueToKey("Label", "Species")
                .Append(mlContext.MulticlassClassification.Trainers.ShallowNetwork(featureColumnName: "Measures")));
        Console.WriteLine($"accuracy {multiclass.Average(fold => fold.Metrics.MicroAccuracy):F3}");

        var regression = mlContext.Regression.CrossValidate(
            houses, mlContext.Regression.Trainers.ShallowNetwork(labelColumnName: "Price"), labelColumnName: "Price");
        Console.WriteLine($"R² {regression.Average(fold => fold.Metrics.RSquared):F3}");
    }

    public static void Importance(IDataView houses)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.Regression.Trainers.ShallowNetwork(labelColumnName: "Price").Fit(houses);

        var importance = mlContext.Regression.PermutationFeatureImportance(
            model, houses, labelColumnName: "Price", permutationCount: 5);
        for (int i = 0; i < importance.Length; i++)
            Console.WriteLine($"without feature {i} R² changes by {importance[i].RSquared.Mean:F3}");
    }

    public static void Service(ITransformer model, Flower[] requests)
    {
        var mlContext = new MLContext();
        var idle = new ConcurrentBag<PredictionEngine<Flower, FlowerPrediction>>();
        string Predict(Flower flower)
        {
            if (!idle.TryTake(out var engine))
                engine = mlContext.Model.CreatePredictionEngine<Flower, FlowerPrediction>(model);
            try
            {
                return engine.Predict(flower).PredictedSpecies;
            }
            finally
            {
                idle.Add(engine);
            }
        }

        Parallel.ForEach(requests, flower => Predict(flower));
    }

    public static void Text(IDataView reviews)
    {
        var mlContext = new MLContext(seed: 1);
        var pipeline = mlContext.Transforms.Text.FeaturizeText("Features", "Review")
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(numberOfHiddenUnits: 8));
        var model = pipeline.Fit(reviews);

        var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(reviews));
        Console.WriteLine($"accuracy {metrics.Accuracy:F3}");
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

    internal sealed class Flower
    {
        [LoadColumn(0, 3), VectorType(4)]
        public float[] Measures { get; set; } = [];

        [LoadColumn(4)]
        public string Species { get; set; } = "";
    }

    internal sealed class FlowerPrediction
    {
        public string PredictedSpecies { get; set; } = "";
        public float[] Score { get; set; } = [];
    }
}
