using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Evaluation.Tests;

/// <summary>Reports on models of ML.NET's own trainers and of ours.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _data = Points.Make(150).View();

    private string Page => _folder["page.html"];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, bool> BinaryTrainers => new()
    {
        { "SdcaLogisticRegression", true }, { "FastTree", true }, { "AveragedPerceptron", false }, { "LinearSvm", false },
        { "LightGbm", true }, { "ShallowNetwork", true }, { "FieldAware", true },
    };

    [Theory]
    [MemberData(nameof(BinaryTrainers))]
    public void OfTwoClassesItHasTheFiguresOfMlNet(string trainer, bool hasProbabilities)
    {
        IDataView scored = Fit(Binary(trainer)).Transform(_data);

        Report.Write(scored, Page);

        JsonElement page = Read(), told = page.GetProperty("told");
        BinaryClassificationMetrics metrics = hasProbabilities
            ? _mlContext.BinaryClassification.Evaluate(scored)
            : _mlContext.BinaryClassification.EvaluateNonCalibrated(scored);
        Assert.Equal(metrics.Accuracy, MainFigures(page)["accuracy"], 1e-12);
        Assert.Equal(metrics.AreaUnderRocCurve, MainFigures(page)["AUC"], 1e-12);
        Assert.Equal(hasProbabilities, MainFigures(page).ContainsKey("log-loss"));
        Assert.Equal(hasProbabilities, told.GetProperty("hasProbabilities").GetBoolean());
        JsonElement curve = Assert.Single(told.GetProperty("curves").EnumerateArray());
        Assert.Equal(metrics.AreaUnderRocCurve, curve.GetProperty("auc").GetDouble(), 1e-9);
        Assert.Equal(hasProbabilities, curve.GetProperty("calibration").ValueKind == JsonValueKind.Object);
        Assert.Equal(["false", "true"], told.GetProperty("classes").Deserialize<string[]>()!);
        int[][] confusion = told.GetProperty("confusion").Deserialize<int[][]>()!;
        Assert.Equal(metrics.ConfusionMatrix.Counts[0].Select(count => (int)count).Reverse(), confusion[1]);
    }

    public static TheoryData<string, bool> MulticlassTrainers => new()
    {
        { "LbfgsMaximumEntropy", true }, { "NaiveBayes", false }, { "SdcaNonCalibrated", false }, { "LightGbm", true },
        { "OneVersusAll", true }, { "ShallowNetwork", true },
    };

    [Theory]
    [MemberData(nameof(MulticlassTrainers))]
    public void OfSeveralClassesItHasTheFiguresOfMlNet(string trainer, bool hasProbabilities)
    {
        IDataView scored = Fit(Multiclass(trainer)).Transform(_data);

        Report.Write(scored, Page, new ReportOptions { LabelColumnName = "Key" });

        JsonElement page = Read(), told = page.GetProperty("told");
        MulticlassClassificationMetrics metrics = _mlContext.MulticlassClassification.Evaluate(scored, "Key");
        Assert.Equal(metrics.MicroAccuracy, MainFigures(page)["accuracy"], 1e-12);
        Assert.Equal(metrics.MacroAccuracy, MainFigures(page)["macro accuracy"], 1e-12);
        Assert.Equal(hasProbabilities, MainFigures(page).ContainsKey("log-loss"));
        if (hasProbabilities)
            Assert.Equal(metrics.LogLoss, MainFigures(page)["log-loss"], 1e-12);
        Assert.Equal(3, told.GetProperty("curves").GetArrayLength());
        Assert.Equal(["ant", "bee", "cat"], told.GetProperty("classes").Deserialize<string[]>()!);
        int[][] confusion = told.GetProperty("confusion").Deserialize<int[][]>()!;
        Assert.Equal(metrics.ConfusionMatrix.Counts.Select(row => row.Select(count => (int)count)), confusion);
    }

    [Theory]
    [InlineData("Sdca")]
    [InlineData("FastForest")]
    [InlineData("LightGbm")]
    [InlineData("ShallowNetwork")]
    public void OfARegressionItHasTheFiguresOfMlNet(string trainer)
    {
        ITransformer model = Fit(Regression(trainer));

        Report.Write(model, _data, Page, new ReportOptions { LabelColumnName = "Value", RankFeatures = false });

        RegressionMetrics metrics = _mlContext.Regression.Evaluate(model.Transform(_data), "Value");
        Assert.Equal(metrics.RSquared, MainFigures(Read())["R²"], 1e-9);
        Assert.Equal(150, Read().GetProperty("residuals").GetProperty("bins").Deserialize<int[]>()!.Sum());
    }

    [Theory]
    [InlineData("two", "FastTree")]
    [InlineData("two", "AveragedPerceptron")]
    [InlineData("two", "ShallowNetwork")]
    [InlineData("several", "LbfgsMaximumEntropy")]
    [InlineData("several", "ShallowNetwork")]
    [InlineData("number", "Sdca")]
    [InlineData("number", "ShallowNetwork")]
    public void FeaturesOfAKnownModelAreRanked(string task, string trainer)
    {
        (IEstimator<ITransformer> estimator, string label) = task switch
        {
            "two" => (Binary(trainer), "Label"),
            "several" => (Multiclass(trainer), "Key"),
            _ => (Regression(trainer), "Value"),
        };

        Report.Write(Fit(estimator), _data, Page, new ReportOptions { LabelColumnName = label });

        // The first number tells the classes apart, and makes most of the value; the second does not.
        JsonElement ranks = Read().GetProperty("columns");
        Assert.Equal("feature", ranks.GetProperty("one").GetString());
        Assert.Equal(
            ["slot 0", "slot 1"], ranks.GetProperty("columns").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.True(ranks.GetProperty("columns")[0].GetProperty("mean").GetDouble() > 0.1);
        Assert.Equal(
            trainer == "ShallowNetwork" ? JsonValueKind.Object : JsonValueKind.Null, Read().GetProperty("history").ValueKind);
    }

    [Fact]
    public void AMovedThresholdIsTheModelsOwn()
    {
        IDataView calibrated = Fit(Binary("SdcaLogisticRegression")).Transform(_data);
        // As a model whose threshold was moved so far that it takes only a quarter of the points for the class.
        float threshold = calibrated.GetColumn<float>("Score").OrderDescending().ElementAt(37);
        IDataView moved = _mlContext.Transforms.CustomMapping<Scored, Decision>(
            (from, to) => to.PredictedLabel = from.Score > threshold, contractName: null)
            .Fit(calibrated).Transform(calibrated);

        Report.Write(moved, Page);

        int[][] confusion = Read().GetProperty("told").GetProperty("confusion").Deserialize<int[][]>()!;
        JsonElement curve = Read().GetProperty("told").GetProperty("curves")[0];
        int start = curve.GetProperty("start").GetInt32();
        Assert.Equal(37, confusion[0][1] + confusion[1][1]);
        Assert.Equal((confusion[0][0] + confusion[1][1]) / 150.0, MainFigures(Read())["accuracy"], 1e-12);
        Assert.Equal(moved.GetColumn<bool>("PredictedLabel").Count(isPositive => isPositive), confusion[0][1] + confusion[1][1]);
        Assert.InRange(start, 501, 1000);
    }

    // A key of the test set that counts the classes in another order; a text; predictions that were mapped back to texts.
    [Theory]
    [InlineData("OtherKey", false)]
    [InlineData("Name", false)]
    [InlineData("Key", true)]
    public void LabelsGoByTheirNames(string label, bool mapsBack)
    {
        IEstimator<ITransformer> estimator = Multiclass("LbfgsMaximumEntropy");
        if (mapsBack)
            estimator = estimator.Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        IDataView scored = Fit(estimator).Transform(_data), reversed = Points.Make(150).Reverse().View();
        scored = _mlContext.Transforms.Conversion.MapValueToKey("OtherKey", "Name").Fit(reversed).Transform(scored);

        double expected = ModelMetrics.Of(scored, new() { LabelColumnName = "Key" }).Values["accuracy"];

        Assert.True(expected > 0.9);
        Assert.Equal(expected, ModelMetrics.Of(scored, new() { LabelColumnName = label }).Values["accuracy"]);
    }

    [Fact]
    public void NumbersAreNamesOfClassesToo()
    {
        IEstimator<ITransformer> estimator = _mlContext.Transforms.Conversion.MapValueToKey("Key", "Number")
            .Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key"));
        IDataView scored = Fit(estimator).Transform(_data);

        ModelMetrics metrics = ModelMetrics.Of(scored, new() { LabelColumnName = "Number" });

        Assert.Equal(ModelMetrics.Of(scored, new() { LabelColumnName = "Key" }).Values, metrics.Values);
        Assert.Contains("recall_2", metrics.Values.Keys);
    }

    [Fact]
    public void AClassThatTheModelDoesNotKnowIsAnError()
    {
        ITransformer model = Fit(Multiclass("LbfgsMaximumEntropy"));
        Point[] points = Points.Make(6);
        points[4].Name = "dog";

        var error = Assert.Throws<InvalidDataException>(
            () => Report.Write(model.Transform(points.View()), Page, new ReportOptions { LabelColumnName = "Name" }));

        Assert.Equal("Row 5 has 'dog' in column 'Name'; the classes are ant, bee, cat.", error.Message);
        Assert.Empty(_folder.Entries);
        // Its key is a missing one; so the row is left out, which the page says.
        Report.Write(model.Transform(points.View()), Page, new ReportOptions { LabelColumnName = "Key" });
        Assert.Equal(
            "Left out: 1 without a label that the model knows.", Read().GetProperty("data").GetProperty("leftOut").GetString());
        Assert.Equal(5, Read().GetProperty("data").GetProperty("examples").GetInt32());
    }

    [Fact]
    public void RowsWithoutAScoreAreLeftOutAndTold()
    {
        Point[] points = Points.Make(60);
        points[3].Features[0] = float.NaN;
        points[7].Features[1] = float.NaN;
        points[9].Value = float.NaN;

        Report.Write(
            Fit(Binary("SdcaLogisticRegression")).Transform(points.View()), Page, new ReportOptions { NameColumnName = "Id" });

        Assert.Equal("Left out: 2 without a score.", Read().GetProperty("data").GetProperty("leftOut").GetString());
        Assert.Equal(58, Read().GetProperty("data").GetProperty("examples").GetInt32());
        Assert.All(
            Read().GetProperty("told").GetProperty("mistakes").EnumerateArray(),
            mistake => Assert.StartsWith("point ", mistake.GetProperty("name").GetString(), StringComparison.Ordinal));
        ModelMetrics metrics = ModelMetrics.Of(
            Fit(Regression("Sdca")).Transform(points.View()), new() { LabelColumnName = "Value" });
        Assert.Contains("examples 57", metrics.ToString().Split('\n'));
    }

    [Fact]
    public void NothingToMeasureIsAnError()
    {
        ITransformer model = Fit(Binary("SdcaLogisticRegression"));
        Point[] unscored = Points.Make(4);
        foreach (Point point in unscored)
            point.Features[0] = float.NaN;
        Point[] ofOne = [.. Points.Make(9).Where(point => point.Label)];

        Assert.Equal("The data have no rows.", Refusal(model, []));
        Assert.Equal(
            "None of the 4 rows has both a label and a score: 0 have no label, 4 no score, as where a number that the model takes "
                + "is missing.",
            Refusal(model, unscored));
        Assert.Equal(
            "Of the 6 rows with a label and a score none is of class 'false'; an AUC takes both classes.", Refusal(model, ofOne));
    }

    [Fact]
    public void ColumnsThatDoNotFitAreErrors()
    {
        IDataView scored = Fit(Binary("SdcaLogisticRegression")).Transform(_data);

        Assert.StartsWith("There is no score column 'Score'; the data have Features, Label,", Wrong(_data, new()));
        Assert.StartsWith("There is no label column 'Y'; the data have", Wrong(scored, new() { LabelColumnName = "Y" }));
        Assert.StartsWith("There is no name column 'N'", Wrong(scored, new() { NameColumnName = "N" }));
        Assert.StartsWith(
            "The score column 'Label' holds Boolean; it must hold Single", Wrong(scored, new() { ScoreColumnName = "Label" }));
        Assert.StartsWith(
            "The image path column 'Value' holds Single; it must hold String",
            Wrong(scored, new() { ImagePathColumnName = "Value" }));
        Assert.StartsWith("ClassNames has 3 names; the model tells 2 classes apart.", Wrong(scored, new() { ClassNames = ["a", "b", "c"] }));
        IDataView clusters = Fit(_mlContext.Clustering.Trainers.KMeans(numberOfClusters: 2)).Transform(_data);
        Assert.StartsWith("The score column 'Score' is that of a model for Clustering", Wrong(clusters, new()));
        Assert.Empty(_folder.Entries);
    }

    [Fact]
    public void LabelsOfTwoClassesMayBeNumbersOrTexts()
    {
        IDataView scored = Fit(Binary("SdcaLogisticRegression")).Transform(Points.Make(60, classes: 2).View());
        double expected = ModelMetrics.Of(scored).Values["f1"];

        Assert.Equal(expected, ModelMetrics.Of(scored, new() { LabelColumnName = "Number" }).Values["f1"]);
        Assert.Equal(
            expected, ModelMetrics.Of(scored, new() { LabelColumnName = "Name", ClassNames = ["ant", "bee"] }).Values["f1"]);
        var error = Assert.Throws<InvalidDataException>(
            () => ModelMetrics.Of(scored, new() { LabelColumnName = "Name" }));
        Assert.Equal("Row 1 has 'ant' in column 'Name'; the classes are false, true.", error.Message);
    }

    [Fact]
    public void AFileIsReplacedAsAWholeOrNotAtAll()
    {
        File.WriteAllText(Page, "old");
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        IDataView scored = Fit(Binary("SdcaLogisticRegression")).Transform(_data);

        Assert.Throws<OperationCanceledException>(
            () => Report.Write(scored, Page, new ReportOptions { CancellationToken = cancellation.Token }));
        Assert.Equal("old", File.ReadAllText(Page));
        Report.Write(scored, Page, new ReportOptions { Title = "Ants & bees", Facts = [new("weather", "fine")] });
        Assert.Equal(["page.html"], _folder.Entries);
        Assert.Contains("<title>Ants &amp; bees · MlNetShallow report</title>", File.ReadAllText(Page), StringComparison.Ordinal);
        using var stream = new MemoryStream();
        Report.Write(scored, stream, new ReportOptions { Title = "Ants & bees", Facts = [new("weather", "fine")] });
        Assert.Equal(new FileInfo(Page).Length, stream.Length);
        Assert.Throws<DirectoryNotFoundException>(() => Report.Write(scored, _folder["no", "page.html"]));
    }

    private string Refusal(ITransformer model, Point[] points)
        => Assert.Throws<InvalidDataException>(() => Report.Write(model.Transform(points.View()), Page)).Message;

    private string Wrong(IDataView scored, ReportOptions options)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Report.Write(scored, Page, options)).Message;

    private ITransformer Fit(IEstimator<ITransformer> estimator) => estimator.Fit(_data);

    private IEstimator<ITransformer> Binary(string trainer) => trainer switch
    {
        "SdcaLogisticRegression" => _mlContext.BinaryClassification.Trainers.SdcaLogisticRegression(),
        "FastTree" => _mlContext.BinaryClassification.Trainers.FastTree(),
        "AveragedPerceptron" => _mlContext.BinaryClassification.Trainers.AveragedPerceptron(),
        "LinearSvm" => _mlContext.BinaryClassification.Trainers.LinearSvm(),
        "LightGbm" => _mlContext.BinaryClassification.Trainers.LightGbm(),
        "FieldAware" => _mlContext.BinaryClassification.Trainers.FieldAwareFactorizationMachine("Features", "Label"),
        _ => _mlContext.BinaryClassification.Trainers.ShallowNetwork(),
    };

    private IEstimator<ITransformer> Multiclass(string trainer)
    {
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers = _mlContext.MulticlassClassification.Trainers;
        IEstimator<ITransformer> own = trainer switch
        {
            "LbfgsMaximumEntropy" => trainers.LbfgsMaximumEntropy("Key"),
            "NaiveBayes" => trainers.NaiveBayes("Key"),
            "SdcaNonCalibrated" => trainers.SdcaNonCalibrated("Key"),
            "LightGbm" => trainers.LightGbm("Key"),
            "OneVersusAll" => trainers.OneVersusAll(_mlContext.BinaryClassification.Trainers.AveragedPerceptron("Key"), "Key"),
            _ => trainers.ShallowNetwork("Key"),
        };
        return _mlContext.Transforms.Conversion.MapValueToKey("Key", "Name").Append(own);
    }

    private IEstimator<ITransformer> Regression(string trainer) => trainer switch
    {
        "Sdca" => _mlContext.Regression.Trainers.Sdca("Value"),
        "FastForest" => _mlContext.Regression.Trainers.FastForest("Value"),
        "LightGbm" => _mlContext.Regression.Trainers.LightGbm("Value"),
        _ => _mlContext.Regression.Trainers.ShallowNetwork("Value"),
    };

    private JsonElement Read() => WrittenReport.Read(Page);

    private static Dictionary<string, double> MainFigures(JsonElement page)
        => page.GetProperty("metrics")[0].GetProperty("values").EnumerateArray()
            .ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("value").GetDouble());

    private sealed class Scored
    {
        public float Score { get; set; }
    }

    private sealed class Decision
    {
        public bool PredictedLabel { get; set; }
    }
}
