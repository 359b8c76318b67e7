using Microsoft.ML;
using Microsoft.ML.Data;
using static MlNetShallow.Docs.Tests.Examples.Tables;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The example of docs/text.md.</summary>
internal static class Text
{
    public static void Train()
    {
        var mlContext = new MLContext(seed: 1);
        var training = mlContext.Data.LoadFromTextFile<Message>("datasets/messages/train.tsv", hasHeader: true);
        var test = mlContext.Data.LoadFromTextFile<Message>("datasets/messages/test.tsv", hasHeader: true);

        var pipeline = mlContext.Transforms.Text.FeaturizeText("Features", "Text")
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: "Urgent"));
        var model = pipeline.Fit(training);

        var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(test), labelColumnName: "Urgent");
        Console.WriteLine($"accuracy {metrics.Accuracy:F4}, AUC {metrics.AreaUnderRocCurve:F4}");
        mlContext.Model.Save(model, training.Schema, "urgent.zip");

        // In another program:
        var loaded = mlContext.Model.Load("urgent.zip", out _);
        var engine = mlContext.Model.CreatePredictionEngine<Message, Prediction>(loaded);
        var urgent = "Hello, this is flat 3: water is coming through the ceiling. Please come at once.";
        foreach (var text in new[] { urgent, "Could I have a copy of the lease?" })
            Console.WriteLine($"{engine.Predict(new Message { Text = text }).Probability:F2} urgent: {text}");
    }

    internal sealed class Message
    {
        [LoadColumn(0)] public string Text { get; set; } = "";
        [LoadColumn(1)] public bool Urgent { get; set; }
    }
}
