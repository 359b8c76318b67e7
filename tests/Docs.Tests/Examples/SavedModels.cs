using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/mlnet-integration.md.</summary>
internal static class SavedModels
{
    public static void Restore(MLContext mlContext, IDataView data)
    {
        var restored = mlContext.Model.LoadShallowNetwork("model.zip", out var inputSchema);
        var same = mlContext.Model.Load("model.zip", out _).RestoreShallowNetwork();

        var learnt = restored.Network.Model;                      // weights, history, class names, options, messages
        var featurized = restored.Before.Transform(data);         // what makes the features
        var scored = restored.Network.Transform(featurized);      // in blocks, with all annotations
        var whole = restored.Transform(data);                     // all stages, those after the network too
    }

    public static void Threshold(MLContext mlContext, ITransformer model, IDataView held)
    {
        var careful = mlContext.BinaryClassification.ChangeModelThreshold(model, 0.8);
        var balanced = mlContext.BinaryClassification.ChangeModelThreshold(model, held, ThresholdGoal.BestF1);
        var cheapest = mlContext.BinaryClassification.ChangeModelThreshold(
            model, held, ThresholdGoal.LeastCost(falsePositive: 1, falseNegative: 5));
        var finder = mlContext.BinaryClassification.ChangeModelThreshold(model, held, ThresholdGoal.Recall(0.95));
        mlContext.Model.Save(finder, held.Schema, "finder.zip");
    }
}
