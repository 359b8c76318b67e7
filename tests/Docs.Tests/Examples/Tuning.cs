using Microsoft.ML;
using MlNetShallow.Evaluation;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/tuning.md.</summary>
internal static class Tuning
{
    public static void Search(IDataView flats)
    {
        var mlContext = new MLContext(seed: 1);
        var result = mlContext.Regression.ShallowNetworkSearch(
            flats,
            () => new() { LabelColumnName = "Rent" },     // trial 0; what the search does not vary stays
            new ShallowNetworkSearchOptions { Trials = 6, Folds = 2, JournalPath = "trials.tsv" });

        Console.WriteLine($"{result.Trials.Count} trials on {result.Folds} folds");
        Console.WriteLine(result.Best);                   // its options, as on the command line
        result.Write("trials.html");
        mlContext.Model.Save(result.Model, flats.Schema, "rent.zip");
    }
}
