using Microsoft.ML;
using MlNetShallow.Evaluation;
using static MlNetShallow.Docs.Tests.Examples.Tables;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/report.md.</summary>
internal static class Reports
{
    public static void AnyModel()
    {
        var mlContext = new MLContext(seed: 1);
        var training = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/train.csv", separatorChar: ',', hasHeader: true);
        var test = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/test.csv", separatorChar: ',', hasHeader: true);
        var model = mlContext.Transforms.Concatenate("Features", "Area", "Rooms", "Floor", "Year", "Rent")
            .Append(mlContext.BinaryClassification.Trainers.FastTree("LetSoon"))
            .Fit(training);

        var options = new ReportOptions { LabelColumnName = "LetSoon", ClassNames = ["waits", "let soon"], Title = "Flats" };
        Report.Write(model, test, "flats.html", options);

        var metrics = ModelMetrics.Of(model.Transform(test), options).Values;
        Console.WriteLine($"AUC {metrics["auc"]:F2}, expected calibration error {metrics["expected_calibration_error"]:F2}");
    }

    public static void CompareTrainers(IDataView flats)
    {
        var comparison = new TrainerComparison(
            flats,
            [
                new("network", mlContext => Features(mlContext).Append(mlContext.Regression.Trainers.ShallowNetwork("Rent"))),
                new("trees", mlContext => Features(mlContext).Append(mlContext.Regression.Trainers.FastTree("Rent"))),
                new("line", mlContext => Features(mlContext).Append(mlContext.Regression.Trainers.Sdca("Rent"))),
            ],
            new TrainerComparisonOptions { LabelColumnName = "Rent", Folds = 3 });

        var result = comparison.Run();

        result.Write("comparison.html");
        foreach (var entrant in result.Entrants.OrderByDescending(entrant => entrant.Mean("r_squared")))
            Console.WriteLine($"{entrant.Name}: R² {entrant.Mean("r_squared"):F2} ± {entrant.Deviation("r_squared"):F2}");

        IEstimator<ITransformer> Features(MLContext mlContext)
            => mlContext.Transforms.Categorical.OneHotEncoding("DistrictIs", "District")
                .Append(mlContext.Transforms.Concatenate("Features", "Area", "Rooms", "Floor", "Year", "DistrictIs"))
                .Append(mlContext.Transforms.NormalizeMeanVariance("Features"));
    }
}
