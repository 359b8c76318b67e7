using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The example of docs/own-pictures.md.</summary>
internal static class OwnPictures
{
    public static void Train()
    {
        var mlContext = new MLContext(seed: 1);
        var training = mlContext.Data.LoadFromEnumerable(Pictures("datasets/train"));
        var test = mlContext.Data.LoadFromEnumerable(Pictures("datasets/test"));

        var pipeline = mlContext.Transforms.FlattenImages("Features", inputColumnName: "ImagePath")
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: "Label"));
        var model = pipeline.Fit(training);

        var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(test));
        Console.WriteLine($"accuracy {metrics.Accuracy:F4}, AUC {metrics.AreaUnderRocCurve:F4}");

        mlContext.Model.Save(model, training.Schema, "model.zip");
        var loaded = new MLContext().Model.Load("model.zip", out var schema);   // nothing to register
        var engine = mlContext.Model.CreatePredictionEngine<Picture, Prediction>(loaded);
        var prediction = engine.Predict(new Picture { ImagePath = "datasets/test/cat/0480-cat.png" });
        Console.WriteLine($"a cat with probability {prediction.Probability:F4}");

        static IEnumerable<Picture> Pictures(string folder)
            => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Order()
                .Select(path => new Picture { ImagePath = path, Label = Path.GetFileName(Path.GetDirectoryName(path)) == "cat" });
    }

    internal sealed class Picture
    {
        public string ImagePath { get; set; } = "";
        public bool Label { get; set; }
    }

    internal sealed class Prediction
    {
        public float Probability { get; set; }
    }
}
