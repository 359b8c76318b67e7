using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/tables.md.</summary>
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

    public static void MissingValues()
    {
        var mlContext = new MLContext(seed: 1);
        var complete = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/train.csv", separatorChar: ',', hasHeader: true);
        // Let every third year be unknown.
        var flats = mlContext.Data.CreateEnumerable<Flat>(complete, reuseRowObject: false).ToArray();
        for (var i = 0; i < flats.Length; i += 3)
            flats[i].Year = float.NaN;
        var training = mlContext.Data.LoadFromEnumerable(flats);

        var transforms = mlContext.Transforms;
        var pipeline = transforms.Concatenate("Numbers", "Area", "Rooms", "Floor", "Year", "Rent")
            .Append(transforms.IndicateMissingValues("Missing", "Numbers"))
            .Append(transforms.Conversion.ConvertType("Missing", outputKind: DataKind.Single))
            .Append(transforms.FeatureSelection.SelectFeaturesBasedOnCount("Missing", count: 1))
            .Append(transforms.ReplaceMissingValues(
                "Numbers", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(transforms.NormalizeMeanVariance("Numbers", fixZero: false))
            .Append(transforms.Concatenate("Features", "Numbers", "Missing"))
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: "LetSoon"));
        var model = pipeline.Fit(training);

        var parameters = ShallowNetworkModelParameters.FromModel(model);
        Console.WriteLine($"{flats.Length} rows, {parameters.SkippedRows} of them left out");
        Console.WriteLine($"{parameters.Network.Shape.Inputs} features: 5 numbers, and whether the year is missing");
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
