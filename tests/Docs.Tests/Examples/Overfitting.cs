using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/overfitting.md.</summary>
internal static class Overfitting
{
    public static void Compare(IDataView few, IDataView test)
    {
        var mlContext = new MLContext(seed: 1);
        Tell("no penalty", new() { L2Regularization = 0, NumberOfEpochs = 200 });
        Tell("as it comes", new());
        Tell("early stopping", new() { EarlyStopping = new EarlyStopping(Patience: 10, ValidationFraction: 0.2) });

        void Tell(string name, ShallowNetworkBinaryTrainer.Options options)
        {
            options.LabelColumnName = "LetSoon";
            var model = mlContext.BinaryClassification.Trainers.ShallowNetwork(options).Fit(few);
            var onTraining = mlContext.BinaryClassification.Evaluate(model.Transform(few), "LetSoon");
            var onTest = mlContext.BinaryClassification.Evaluate(model.Transform(test), "LetSoon");
            Console.WriteLine($"{name}: accuracy {onTraining.Accuracy:F2} in training, {onTest.Accuracy:F2} in the test; "
                + $"log-loss there {(onTest.LogLoss < 1 ? "better" : "worse")} than guessing's");
        }
    }

    public static void Estimate(IDataView few, IDataView test)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.BinaryClassification.Trainers.ShallowNetwork("LetSoon").Fit(few);
        var told = model.Model.CrossValidation!;
        var onTest = mlContext.BinaryClassification.Evaluate(model.Transform(test), "LetSoon");
        Console.WriteLine($"accuracy out of the folds {told.Metric:F2}, in the test {onTest.Accuracy:F2}");
        Console.WriteLine($"cost out of the folds {told.Cost:F2}, in the test {onTest.LogLoss * Math.Log(2):F2}, by guessing {told.CostOfGuessing:F2}");
    }

    public static void OwnValidation(IDataView training, IDataView validation)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            LabelColumnName = "LetSoon",
            Optimizer = Optimizer.Adam(),
            LearningRate = 0.01,
            NumberOfEpochs = 500,
            EarlyStopping = new EarlyStopping(Patience: 20),
        }).Fit(training, validation).Model;
        Console.WriteLine($"{model.StopReason}; the weights are those of the best epoch: {model.History.BestEpoch < model.History.Count}");
    }
}
