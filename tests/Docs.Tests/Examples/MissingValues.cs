using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using static MlNetShallow.Docs.Tests.Examples.Tables;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/missing-values.md.</summary>
internal static class MissingValues
{
    public static void LeftAlone(Flat[] flats)
    {
        // Let every third year be unknown.
        for (var i = 0; i < flats.Length; i += 3)
            flats[i].Year = float.NaN;

        var mlContext = new MLContext(seed: 1);
        var model = mlContext.Transforms.Concatenate("Features", "Area", "Rooms", "Floor", "Year", "Rent")
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: "LetSoon"))
            .Fit(mlContext.Data.LoadFromEnumerable(flats));
        var learnt = model.LastTransformer.Model;
        Console.WriteLine($"{learnt.TrainingRows} rows learnt from, {learnt.SkippedRows} left out");

        var engine = mlContext.Model.CreatePredictionEngine<Flat, Prediction>(model);
        Console.WriteLine($"with a year: {float.IsFinite(engine.Predict(flats[1]).Probability)}");
        Console.WriteLine($"without: {engine.Predict(flats[0]).Probability}");
    }

    public static void FillIn(Flat[] flats)
    {
        for (var i = 0; i < flats.Length; i += 3)
            flats[i].Year = float.NaN;

        var mlContext = new MLContext(seed: 1);
        var transforms = mlContext.Transforms;
        var pipeline = transforms.Concatenate("Numbers", "Area", "Rooms", "Floor", "Year", "Rent")
            .Append(transforms.IndicateMissingValues("Missing", "Numbers"))
            .Append(transforms.Conversion.ConvertType("Missing", outputKind: DataKind.Single))
            .Append(transforms.FeatureSelection.SelectFeaturesBasedOnCount("Missing", count: 1))
            .Append(transforms.ReplaceMissingValues(
                "Numbers", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(transforms.Concatenate("Features", "Numbers", "Missing"))
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: "LetSoon"));
        var model = pipeline.Fit(mlContext.Data.LoadFromEnumerable(flats));

        var learnt = model.LastTransformer.Model;
        Console.WriteLine($"{learnt.TrainingRows} rows learnt from, {learnt.SkippedRows} left out");
        Console.WriteLine($"{learnt.Network.Shape.Inputs} features: 5 numbers, and whether the year is missing");

        var engine = mlContext.Model.CreatePredictionEngine<Flat, Prediction>(model);
        Console.WriteLine($"without a year: {float.IsFinite(engine.Predict(flats[0]).Probability)}");
    }
}
