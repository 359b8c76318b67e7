using Microsoft.ML;
using static MlNetShallow.Docs.Tests.Examples.Tables;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The example of docs/multiclass.md.</summary>
internal static class Multiclass
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
            .Append(transforms.Conversion.MapValueToKey("Label", "Heating"))
            .Append(mlContext.MulticlassClassification.Trainers.ShallowNetwork())
            .Append(transforms.Conversion.MapKeyToValue("PredictedHeating", "PredictedLabel"));
        var model = pipeline.Fit(training);

        var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(test));
        Console.WriteLine($"accuracy {metrics.MicroAccuracy:F4}, log-loss {metrics.LogLoss:F4} nats");
        mlContext.Model.Save(model, training.Schema, "heating.zip");

        // In another program:
        var loaded = mlContext.Model.Load("heating.zip", out _);
        var engine = mlContext.Model.CreatePredictionEngine<Flat, HeatingPrediction>(loaded);
        foreach (var year in new[] { 1895, 1950, 2015 })
        {
            var answer = engine.Predict(new Flat { District = "hill", Area = 62, Rooms = 2, Floor = 4, Year = year });
            Console.WriteLine($"built in {year}: {answer.PredictedHeating}, {answer.Score.Max():F2} sure");
        }
    }

    internal sealed class HeatingPrediction
    {
        public string PredictedHeating { get; set; } = "";
        public float[] Score { get; set; } = [];
    }
}
