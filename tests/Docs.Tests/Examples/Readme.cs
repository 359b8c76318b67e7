using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The example of README.md.</summary>
internal static class Readme
{
    public static void Run()
    {
        var mlContext = new MLContext(seed: 1);
        var pictures = mlContext.Data.LoadFromEnumerable(
            Directory.EnumerateFiles("datasets/train", "*.*", SearchOption.AllDirectories).Order()
                .Select(path => new Picture { ImagePath = path, Label = Path.GetFileName(Path.GetDirectoryName(path)) == "cat" }));
        var split = mlContext.Data.TrainTestSplit(pictures, testFraction: 0.2);

        var pipeline = mlContext.Transforms.FlattenImages("Features", inputColumnName: "ImagePath")
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: "Label", numberOfHiddenUnits: 32));
        var model = pipeline.Fit(split.TrainSet);

        var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine($"accuracy {metrics.Accuracy:F4}, AUC {metrics.AreaUnderRocCurve:F4}");

        mlContext.Model.Save(model, pictures.Schema, "model.zip");
        var again = new MLContext().Model.Load("model.zip", out var schema);   // nothing to register
    }

    sealed class Picture
    {
        public string ImagePath { get; set; } = "";
        public bool Label { get; set; }
    }
}
