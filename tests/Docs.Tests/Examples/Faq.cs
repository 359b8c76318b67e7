using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Training;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/faq.md.</summary>
internal static class Faq
{
    public static void Constant(IDataView data)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.BinaryClassification.Trainers.ShallowNetwork().Fit(data);
        var told = model.Model.CrossValidation!;
        Console.WriteLine($"cost out of the folds {told.Cost:F2}, by guessing {told.CostOfGuessing:F2}");
        var probabilities = model.Transform(data).GetColumn<float>("Probability").ToArray();
        Console.WriteLine($"probabilities from {probabilities.Min():F2} to {probabilities.Max():F2}");
    }

    public static void MissingInput(ITransformer model, IDataView flats)
    {
        var mlContext = new MLContext();
        foreach (var column in new[] { "Area", "Rooms", "Floor", "Year" })
        {
            var values = flats.GetColumn<float>(column).ToArray();
            Console.WriteLine($"{column}: {values.Count(float.IsNaN)} missing, {values.Count(float.IsInfinity)} infinite");
        }

        var scores = model.Transform(flats).GetColumn<float>("Score");
        Console.WriteLine($"{scores.Count(float.IsNaN)} scores are NaN");
    }

    public static void Extrapolation(IDataView flats)
    {
        var mlContext = new MLContext(seed: 1);
        var small = mlContext.Data.FilterRowsByColumn(flats, "Area", upperBound: 60);
        var large = mlContext.Data.FilterRowsByColumn(flats, "Area", lowerBound: 90);
        var mixed = mlContext.Data.TrainTestSplit(flats, testFraction: 0.3);
        var trainer = mlContext.Regression.Trainers.ShallowNetwork(labelColumnName: "Rent");
        Tell("trained on small flats, tested on large ones", small, large);
        Tell("both drawn at random", mixed.TrainSet, mixed.TestSet);

        void Tell(string name, IDataView training, IDataView test)
        {
            var metrics = mlContext.Regression.Evaluate(trainer.Fit(training).Transform(test), labelColumnName: "Rent");
            Console.WriteLine($"{name}: R² {(metrics.RSquared < 0 ? "below 0" : "above 0")}");
        }
    }

    public static void Divergence(IDataView flats)
    {
        var mlContext = new MLContext(seed: 1);
        var options = new ShallowNetworkRegressionTrainer.Options
        {
            LabelColumnName = "Rent",
            Optimizer = Optimizer.GradientDescent,
            LearningRate = 10,
        };
        try
        {
            mlContext.Regression.Trainers.ShallowNetwork(options).Fit(flats);
        }
        catch (TrainingDivergedException exception)
        {
            Console.WriteLine(exception.Message[exception.Message.IndexOf("The learning rate", StringComparison.Ordinal)..]);
        }

        options.LearningRate = null;
        options.Optimizer = null;
        Console.WriteLine(mlContext.Regression.Trainers.ShallowNetwork(options).Fit(flats).Model.StopReason);
    }
}
