using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Explanations;

namespace MlNetShallow.Trainer.Tests.Calls;

/// <summary>
/// Rows of the table "What ML.NET's calls do with a model" in docs/mlnet-integration.md: those that score and measure. Those that
/// explain and save are in the classes beside this one, those of ONNX in OnnxPipelines.Tests, <c>OneVersusAll</c> and
/// <c>PairwiseCoupling</c> in OneVersusAllTests; what a threshold does to predictions is in ThresholdTests.
/// </summary>
public class ScoringCallsTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> Names => [.. Forms.Names];

    public static MatrixTheoryData<string, string> OfAllTasks => Forms.OfAllTasks;

    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void EvaluateGivesTheSameMetrics(string task, string form)
    {
        (string Name, double Value)[] expected = Forms.Numbers(Evaluate(Forms.Get(task, "fitted")));

        (string Name, double Value)[] actual = Forms.Numbers(Evaluate(Forms.Get(task, form)));

        Assert.Equal(expected, actual);
        Assert.InRange(
            actual.Single(metric => metric.Name is "Accuracy" or "MicroAccuracy" or "RSquared").Value, 0.85, 1);

        object Evaluate(ITransformer model)
        {
            IDataView scored = model.Transform(Forms.Data);
            return task switch
            {
                "binary" => _context.BinaryClassification.Evaluate(scored, Forms.Label(task)),
                "multiclass" => _context.MulticlassClassification.Evaluate(scored, Forms.Label(task)),
                _ => _context.Regression.Evaluate(scored, Forms.Label(task)),
            };
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheConfusionMatrixNamesTheClasses(string form)
    {
        IDataView scored = Forms.Get("multiclass", form).Transform(Forms.Data);

        string table = _context.MulticlassClassification.Evaluate(scored, "KindKey").ConfusionMatrix
            .GetFormattedConfusionTable();

        Assert.All(["early", "so-so", "late"], name => Assert.Contains(name, table, StringComparison.Ordinal));
    }

    /// <summary>Of each fold's model the metrics of the fold, after it was saved too.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void CrossValidateGivesModelsOfItsMetrics(string form)
    {
        var folds = _context.BinaryClassification.CrossValidate(Forms.Data, Pipeline(), 2, "IsLate", seed: 1);

        Assert.Equal(2, folds.Count);
        foreach (var fold in folds)
        {
            IDataView scored = Forms.As(form, fold.Model, Forms.Data).Transform(fold.ScoredHoldOutSet);
            Assert.Equal(
                Forms.Numbers(fold.Metrics), Forms.Numbers(_context.BinaryClassification.Evaluate(scored, "IsLate")));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CalibratorsTakeItsScores(string form)
    {
        ITransformer model = Forms.Get("binary", form);
        IDataView scored = model.Transform(Forms.Data), expected = Forms.Get("binary", "fitted").Transform(Forms.Data);
        BinaryClassificationCatalog.CalibratorsCatalog calibrators = _context.BinaryClassification.Calibrators;

        CalibratorTransformer<PlattCalibrator> platt = calibrators.Platt("IsLate").Fit(scored);
        AssertCalibrates(platt, calibrators.Platt("IsLate").Fit(expected));
        AssertCalibrates(calibrators.Naive("IsLate").Fit(scored), calibrators.Naive("IsLate").Fit(expected));
        AssertCalibrates(calibrators.Isotonic("IsLate").Fit(scored), calibrators.Isotonic("IsLate").Fit(expected));

        // 1 / (1 + exp(slope * score + offset)): ours.
        float[] ours = Forms.Scores(scored, "Probability");
        IDataView sigmoid = calibrators.Platt(slope: -1, offset: 0).Fit(scored).Transform(scored);
        Assert.All(ours.Zip(Forms.Scores(sigmoid, "Probability")), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));

        ITransformer loaded = EstimatorWorkout.SaveAndLoad(model.Append(platt), Forms.Data.Schema);
        float[] calibrated = Forms.Scores(platt.Transform(scored), "Probability");
        Assert.Equal(calibrated, Forms.Scores(loaded.Transform(Forms.Data), "Probability"));
        Assert.Equal(calibrated, Forms.Scores(loaded.RestoreShallowNetwork().Transform(Forms.Data), "Probability"));

        void AssertCalibrates(ITransformer calibrator, ITransformer other)
        {
            float[] probabilities = Forms.Scores(calibrator.Transform(scored), "Probability");
            Assert.Equal(Forms.Scores(other.Transform(expected), "Probability"), probabilities);
            Assert.All(probabilities, probability => Assert.InRange(probability, 0, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PredictionEngineGivesTheSameBits(string form)
    {
        ITransformer model = Forms.Get("binary", form);
        Prediction[] expected = [.. _context.Data.CreateEnumerable<Prediction>(
            Forms.Get("binary", "fitted").Transform(Forms.Data), reuseRowObject: false)];

        using var engine = _context.Model.CreatePredictionEngine<Flight, Prediction>(model);
        using var ofSchema = _context.Model.CreatePredictionEngine<Flight, Prediction>(model, Forms.Data.Schema);

        for (int i = 0; i < 20; i++)
        {
            foreach (Prediction actual in (Prediction[])[engine.Predict(Flights.Rows[i]), ofSchema.Predict(Flights.Rows[i])])
            {
                Assert.Equal(
                    (expected[i].Score, expected[i].Probability, expected[i].PredictedLabel),
                    (actual.Score, actual.Probability, actual.PredictedLabel));
            }
        }
    }

    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void PreviewShowsItsRows(string task, string form)
    {
        ITransformer model = Forms.Get(task, form);

        var rows = model.Preview(Forms.Data, maxRows: 5).RowView;
        var ofData = model.Transform(Forms.Data).Preview(maxRows: 5).RowView;

        float[] expected = Forms.Scores(Forms.Get(task, "fitted").Transform(_context.Data.TakeRows(Forms.Data, 5)));
        Assert.Equal(5, rows.Length);
        Assert.Equal(expected, rows.SelectMany(Scores));
        Assert.Equal(expected, ofData.SelectMany(Scores));

        static float[] Scores(DataDebuggerPreview.RowInfo row)
            => row.Values.Last(value => value.Key == "Score").Value is VBuffer<float> scores
                ? [.. scores.DenseValues()] : [(float)row.Values.Last(value => value.Key == "Score").Value];
    }

    [Fact]
    public void PreviewAndOnFitDelegateTakeATrainer()
    {
        ShallowNetworkTransformer? seen = null;
        var watched = Flights.Featurize(_context).Append(Trainer().WithOnFitDelegate(fitted => seen = fitted));

        Assert.Equal(5, watched.Preview(Forms.Data, maxRows: 5, maxTrainingRows: 50).RowView.Length);
        Assert.Equal(6, seen!.Model.Network.Shape.Inputs);
    }

    /// <summary>ML.NET's method of the same name takes no other class than that of its own trainers; so a call with ours is one
    /// of ours, also with the Single that ML.NET's wants.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ChangeModelThresholdIsOurs(string form)
    {
        ITransformer model = Forms.Get("binary", form);

        float[] probabilities = Forms.Scores(model.Transform(Forms.Data), "Probability");
        // Above it are ten that were below.
        float[] below = [.. probabilities.Where(probability => probability <= 0.5f).OrderDescending()];
        float threshold = (below[9] + below[10]) / 2;

        ShallowNetworkModel changed = _context.BinaryClassification.ChangeModelThreshold(model, threshold);

        Assert.Equal(
            probabilities.Select(probability => probability > threshold),
            changed.Transform(Forms.Data).GetColumn<bool>("PredictedLabel"));
        Assert.Equal(
            model.Transform(Forms.Data).GetColumn<bool>("PredictedLabel").Count(label => label) + 10,
            changed.Transform(Forms.Data).GetColumn<bool>("PredictedLabel").Count(label => label));
    }

    [Fact]
    public void ChangeModelThresholdOfMlNetIsThereForItsOwn()
    {
        IDataView data = Flights.Featurize(_context).Fit(Forms.Data).Transform(Forms.Data);
        var linear = _context.BinaryClassification.Trainers.LbfgsLogisticRegression("IsLate").Fit(data);
        float[] scores = Forms.Scores(linear.Transform(data));
        float[] above = [.. scores.Where(score => score > 0).Order()];
        float threshold = (above[0] + above[^1]) / 2;

        var changed = _context.BinaryClassification.ChangeModelThreshold(linear, threshold);

        Assert.Same(linear.GetType(), changed.GetType());
        // It is one of the score, where ours is one of the probability.
        bool[] expected = [.. scores.Select(score => score > threshold)];
        Assert.Equal(expected, changed.Transform(data).GetColumn<bool>("PredictedLabel"));
        Assert.InRange(expected.Count(isAbove => isAbove), 1, above.Length - 1);
    }

    // A Double is none of ML.NET's, and so the call is ours.
    [Theory]
    [InlineData(0.7, "ChangeModelThreshold(model, 0.7f)")]
    [InlineData(-1.5, "ChangeModelThreshold(model, -1.5f)")]
    public void ChangeModelThresholdOfMlNetsOwnByADoubleSaysWhatToWrite(double threshold, string said)
    {
        IDataView data = Flights.Featurize(_context).Fit(Forms.Data).Transform(Forms.Data);
        var linear = _context.BinaryClassification.Trainers.LbfgsLogisticRegression("IsLate").Fit(data);

        string message = Assert.Throws<ArgumentException>(
            () => _context.BinaryClassification.ChangeModelThreshold(linear, threshold)).Message;

        Assert.StartsWith("There is no shallow network in this model.", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    private EstimatorChain<ShallowNetworkTransformer> Pipeline() => Flights.Featurize(_context).Append(Trainer());

    private ShallowNetworkBinaryTrainer Trainer() => _context.BinaryClassification.Trainers.ShallowNetwork(
        new ShallowNetworkBinaryTrainer.Options
        {
            LabelColumnName = "IsLate",
            NumberOfHiddenUnits = 4,
            NumberOfEpochs = 5,
            L2Regularization = 1e-3,
        });
}
