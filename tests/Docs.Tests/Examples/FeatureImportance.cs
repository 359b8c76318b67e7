using Microsoft.ML;
using Microsoft.ML.Data;
using static MlNetShallow.Docs.Tests.Examples.Tables;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/feature-importance.md.</summary>
internal static class FeatureImportance
{
    public static void Importances(IDataView flats)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.Transforms.Categorical.OneHotEncoding("DistrictOneHot", "District")
            .Append(mlContext.Transforms.Concatenate("Features", "Area", "Rooms", "Floor", "Year", "DistrictOneHot"))
            .Append(mlContext.Regression.Trainers.ShallowNetwork("Rent"))
            .Fit(flats);

        var importances = mlContext.Regression.PermutationFeatureImportanceByName(
            model, flats, labelColumnName: "Rent", grouping: FeatureGrouping.Columns, permutationCount: 10, seed: 1);
        foreach (var (column, change) in importances.OrderBy(item => item.Value.RSquared.Mean))
            Console.WriteLine($"without {column} R² changes by {change.RSquared.Mean:F2} ± {change.RSquared.StandardDeviation:F2}");
    }

    public static void Contributions(IDataView flats, ITransformer model)
    {
        var mlContext = new MLContext(seed: 1);
        mlContext.Model.Save(model, flats.Schema, "rent.zip");
        var loaded = mlContext.Model.Load("rent.zip", out _);

        var explaining = mlContext.Model.WithFeatureContributions(loaded, flats);
        VBuffer<ReadOnlyMemory<char>> slotNames = default;
        explaining.GetOutputSchema(flats.Schema)["FeatureContributions"].GetSlotNames(ref slotNames);

        var engine = mlContext.Model.CreatePredictionEngine<Flat, ExplainedRent>(explaining);
        var rent = engine.Predict(new Flat { District = "hill", Area = 88, Rooms = 3, Floor = 2, Year = 2003 });
        Console.WriteLine($"{rent.BaselineScore:F1} is the score of the mean flat");
        foreach (var (name, part) in slotNames.DenseValues().Zip(rent.FeatureContributions).OrderByDescending(x => Math.Abs(x.Second)).Take(3))
            Console.WriteLine($"{part:F1} for {name}");
        Console.WriteLine($"{rent.Score:F1} is the score");
    }

    internal sealed class ExplainedRent
    {
        public float Score { get; set; }
        public float BaselineScore { get; set; }
        public float[] FeatureContributions { get; set; } = [];
    }
}
