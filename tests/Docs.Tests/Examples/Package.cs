using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The example of src/Package/README.md, which needs no file.</summary>
internal static class Package
{
    public static void Run()
    {
        // Is a point inside the circle? No straight line separates them; a hidden layer does.
        var random = new Random(1);
        var points = Enumerable.Range(0, 1000)
            .Select(_ => new Spot { Features = [2 * random.NextSingle() - 1, 2 * random.NextSingle() - 1] }).ToArray();
        foreach (var point in points)
            point.Label = point.Features[0] * point.Features[0] + point.Features[1] * point.Features[1] < 0.5;

        var mlContext = new MLContext(seed: 1);
        var sets = mlContext.Data.TrainTestSplit(mlContext.Data.LoadFromEnumerable(points), testFraction: 0.2);
        var model = mlContext.BinaryClassification.Trainers.ShallowNetwork().Fit(sets.TrainSet);

        var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(sets.TestSet));
        Console.WriteLine($"accuracy {metrics.Accuracy:F4}, AUC {metrics.AreaUnderRocCurve:F4}");

        mlContext.Model.Save(model, sets.TrainSet.Schema, "circle.zip");
        var loaded = new MLContext().Model.Load("circle.zip", out _);   // nothing to register
        var engine = mlContext.Model.CreatePredictionEngine<Spot, Answer>(loaded);
        foreach (float x in new[] { 0.1f, 0.6f, 0.9f })
            Console.WriteLine($"({x:F1}, 0.3) is inside: {engine.Predict(new Spot { Features = [x, 0.3f] }).Probability:F2}");
    }

    sealed class Spot
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
        public bool Label { get; set; }
    }

    sealed class Answer
    {
        public float Probability { get; set; }
    }
}
