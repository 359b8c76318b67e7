using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The example of docs/tables.md.</summary>
internal static class Tables
{
    public static void Train()
    {
        var mlContext = new MLContext(seed: 1);
        var training = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/train.csv", separatorChar: ',', hasHeader: true);
        var test = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/test.csv", separatorChar: ',', hasHeader: true);

        var transforms = mlContext.Transforms;
        var pipeline = transforms.Concatenate("Numbers", "Area", "Rooms", "Floor", "Year", "Rent")
            .Append(transforms.NormalizeMeanVariance("Numbers", fixZero: false))
            .Append(transforms.Categorical.OneHotEncoding("DistrictIs", "District"))
            .Append(transforms.Categorical.OneHotEncoding("HeatingIs", "Heating"))
            .Append(transforms.Concatenate("Features", "Numbers", "DistrictIs", "HeatingIs"))
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: "LetSoon"));
        var model = pipeline.Fit(training);

        var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(test), labelColumnName: "LetSoon");
        Console.WriteLine($"accuracy {metrics.Accuracy:F4}, AUC {metrics.AreaUnderRocCurve:F4}");
        mlContext.Model.Save(model, training.Schema, "let.zip");

        // In another program:
        var loaded = mlContext.Model.Load("let.zip", out _);
        var engine = mlContext.Model.CreatePredictionEngine<Flat, Prediction>(loaded);
        var flat = new Flat { District = "harbour", Area = 62, Rooms = 2, Floor = 4, Year = 1998, Heating = "mains" };
        foreach (var rent in new[] { 850, 1000, 1150 })
        {
            flat.Rent = rent;
            Console.WriteLine($"at {rent} euro let soon with probability {engine.Predict(flat).Probability:F2}");
        }
    }

    internal sealed class Flat
    {
        [LoadColumn(0)] public string District { get; set; } = "";
        [LoadColumn(1)] public float Area { get; set; }
        [LoadColumn(2)] public float Rooms { get; set; }
        [LoadColumn(3)] public float Floor { get; set; }
        [LoadColumn(4)] public float Year { get; set; }
        [LoadColumn(5)] public string Heating { get; set; } = "";
        [LoadColumn(6)] public float Rent { get; set; }
        [LoadColumn(7)] public bool LetSoon { get; set; }
    }

    internal sealed class Prediction
    {
        public bool PredictedLabel { get; set; }
        public float Probability { get; set; }
    }
}
