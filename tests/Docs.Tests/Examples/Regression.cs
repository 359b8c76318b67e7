using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Evaluation;
using static MlNetShallow.Docs.Tests.Examples.Tables;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/regression.md.</summary>
internal static class Regression
{
    public static void Train()
    {
        var mlContext = new MLContext(seed: 1);
        var training = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/train.csv", separatorChar: ',', hasHeader: true);
        var test = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/test.csv", separatorChar: ',', hasHeader: true);

        var transforms = mlContext.Transforms;
        var pipeline = transforms.Concatenate("Numbers", "Area", "Rooms", "Floor", "Year")
            .Append(transforms.NormalizeMeanVariance("Numbers", fixZero: false))
            .Append(transforms.Categorical.OneHotEncoding("DistrictIs", "District"))
            .Append(transforms.Concatenate("Features", "Numbers", "DistrictIs"))
            .Append(mlContext.Regression.Trainers.ShallowNetwork(labelColumnName: "Rent"));
        var model = pipeline.Fit(training);

        var metrics = mlContext.Regression.Evaluate(model.Transform(test), labelColumnName: "Rent");
        Console.WriteLine($"R² {metrics.RSquared:F4}, mean absolute error {metrics.MeanAbsoluteError:F1} euro");
        mlContext.Model.Save(model, training.Schema, "rent.zip");

        // In another program:
        var loaded = mlContext.Model.Load("rent.zip", out _);
        var engine = mlContext.Model.CreatePredictionEngine<Flat, RentPrediction>(loaded);
        foreach (var district in new[] { "harbour", "hill", "meadow" })
        {
            var flat = new Flat { District = district, Area = 62, Rooms = 2, Floor = 4, Year = 1998 };
            Console.WriteLine($"{district}: {engine.Predict(flat).Score:F1} euro");
        }
    }

    public static void PredictAnInterval(IDataView training)
    {
        var mlContext = new MLContext(seed: 1);
        var pipeline = mlContext.Transforms.Concatenate("Features", "Area", "Rooms", "Floor", "Year")
            .Append(mlContext.Regression.Trainers.ShallowNetwork(new ShallowNetworkRegressionTrainer.Options
            {
                LabelColumnName = "Rent",
                Loss = RegressionLoss.Quantile(0.1, 0.5, 0.9),
            }));
        var scored = pipeline.Fit(training).Transform(training);

        float low = scored.GetColumn<float>("Quantile0.1").First(), high = scored.GetColumn<float>("Quantile0.9").First();
        Console.WriteLine($"{scored.GetColumn<float>("Score").First():F0} euro, and most likely {low:F0} to {high:F0}");
    }

    public static void PredictTwoTargets(IDataView training)
    {
        var mlContext = new MLContext(seed: 1);
        var transforms = mlContext.Transforms;
        var pipeline = transforms.Concatenate("Targets", "Rent", "Area")
            .Append(transforms.Concatenate("Features", "Rooms", "Floor", "Year"))
            .Append(mlContext.Regression.Trainers.ShallowNetworkMultiTarget(labelColumnName: "Targets"));
        var scored = pipeline.Fit(training).Transform(training);

        var metrics = ModelMetrics.Of(scored, new ScoredDataOptions { LabelColumnName = "Targets" }).Values;
        Console.WriteLine($"R² of the rent {metrics["r_squared_Rent"]:F2}, of the area {metrics["r_squared_Area"]:F2}");
    }

    public static void StopEarly(IDataView training)
    {
        var mlContext = new MLContext(seed: 1);
        var transforms = mlContext.Transforms;
        var pipeline = transforms.Concatenate("Features", "Area", "Rooms", "Floor", "Year")
            .Append(mlContext.Regression.Trainers.ShallowNetwork(new ShallowNetworkRegressionTrainer.Options
            {
                LabelColumnName = "Rent",
                Optimizer = Optimizer.Adam(),
                NumberOfEpochs = 500,
                EarlyStopping = new EarlyStopping(Patience: 20, ValidationFraction: 0.15),
                Progress = progress =>
                {
                    var epoch = progress.Last;
                    if (epoch.Epoch % 20 == 0)
                        Console.WriteLine($"epoch {epoch.Epoch}: cost {epoch.Cost:F1}, validation {epoch.ValidationCost:F1}");
                },
            }));
        var learnt = pipeline.Fit(training).LastTransformer.Model;

        var history = learnt.History;
        Console.WriteLine($"{learnt.StopReason}: of {history.Count} epochs the best was {history.BestEpoch}");
        Console.WriteLine($"R² there: {history[history.BestEpoch - 1].ValidationMetric:F3}");
    }

    internal sealed class RentPrediction
    {
        public float Score { get; set; }
    }
}
