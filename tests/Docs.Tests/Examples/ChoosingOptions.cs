using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/choosing-options.md.</summary>
internal static class ChoosingOptions
{
    public static void Chosen(IDataView flats)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: "LetSoon").Fit(flats).Model;
        foreach (var message in model.Messages)
            Console.WriteLine(message);
    }

    public static void Faster(IDataView flats)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            LabelColumnName = "LetSoon",
            NumberOfHiddenUnits = 20,      // a fifth of the default
            L2Regularization = 0.003,      // what an earlier fit on such data chose: no search
            NumberOfEpochs = 50,
        }).Fit(flats).Model;
        Console.WriteLine($"{model.History.Count} epochs, search for λ: {model.CrossValidation is not null}");
    }

    public static void Imbalance(IDataView rare, IDataView rareTest)
    {
        var mlContext = new MLContext(seed: 1);
        var catalog = mlContext.BinaryClassification;
        var model = catalog.Trainers.ShallowNetwork(labelColumnName: "LetSoon").Fit(rare);
        var balanced = catalog.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            LabelColumnName = "LetSoon",
            ClassWeights = ClassWeights.Balanced,
        }).Fit(rare);
        // Here on the training data, for want of a third set; better on rows that the model has not seen.
        var finder = catalog.ChangeModelThreshold(model, rare, ThresholdGoal.LeastCost(falsePositive: 1, falseNegative: 10), "LetSoon");

        Tell("as it comes", model);
        Tell("ClassWeights.Balanced", balanced);
        Tell("a lower threshold", finder);

        void Tell(string name, ITransformer candidate)
        {
            var scored = candidate.Transform(rareTest);
            var rows = mlContext.Data.CreateEnumerable<Answer>(scored, reuseRowObject: false).ToArray();
            double recall = rows.Where(row => row.LetSoon).Average(row => row.PredictedLabel ? 1 : 0);
            double mean = rows.Average(row => row.Probability), share = rows.Average(row => row.LetSoon ? 1 : 0);
            Console.WriteLine($"{name}: recall {recall:F2}, mean probability {mean:F2} where {share:F2} are let soon");
        }
    }

    internal sealed class Answer
    {
        public bool LetSoon { get; set; }
        public bool PredictedLabel { get; set; }
        public float Probability { get; set; }
    }
}
