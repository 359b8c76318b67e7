using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The example of README.md.</summary>
internal static class Readme
{
    public static void Run()
    {
        var mlContext = new MLContext(seed: 1);
        var flats = mlContext.Data.LoadFromTextFile("datasets/flats/train.csv", new TextLoader.Column[]
        {
            new("District", DataKind.String, 0),
            new("Numbers", DataKind.Single, [new(1, 4), new(6)]),       // area, rooms, floor, year, rent
            new("LetSoon", DataKind.Boolean, 7),                        // within a week
        }, separatorChar: ',', hasHeader: true);
        var sets = mlContext.Data.TrainTestSplit(flats, testFraction: 0.2);
        var pipeline = mlContext.Transforms.Categorical.OneHotEncoding("District")
            .Append(mlContext.Transforms.Concatenate("Features", "Numbers", "District"))
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork("LetSoon"));
        var model = pipeline.Fit(sets.TrainSet);
        var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(sets.TestSet), "LetSoon");
        Console.WriteLine($"accuracy {metrics.Accuracy:F4}, AUC {metrics.AreaUnderRocCurve:F4}");
        mlContext.Model.Save(model, flats.Schema, "model.zip");         // anywhere else: mlContext.Model.Load("model.zip", out _)
    }
}
