using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Trainer.Tests;

/// <summary>The probability above which a model of two classes says true.</summary>
public class ThresholdTests
{
    private readonly MLContext _context = new(seed: 1);

    // By hand: ln(0.8 / 0.2) = ln 4.
    [Fact]
    public void TheOptionIsObeyedFittedLoadedAndRestored()
    {
        IDataView data = Circles.Singles(_context);
        var model = Circles.Trainer(_context, options => options.Threshold = 0.8).Fit(data);
        Assert.Equal((float)Math.Log(4), model.Model.ScoreThreshold);
        Assert.Equal(0.8, model.Model.Threshold, 1e-7);

        ITransformer loaded = EstimatorWorkout.SaveAndLoad(model, data.Schema);

        bool[] expected = [.. model.Transform(data).GetColumn<float>("Score").Select(score => score > (float)Math.Log(4))];
        Assert.Contains(true, expected);
        Assert.NotEqual(expected, model.Transform(data).GetColumn<float>("Score").Select(score => score > 0));
        foreach (ITransformer candidate in (ITransformer[])[model, loaded, loaded.RestoreShallowNetwork()])
            Assert.Equal(expected, candidate.Transform(data).GetColumn<bool>("PredictedLabel"));
        using var engine = _context.Model.CreatePredictionEngine<Point, Prediction>(loaded);
        Assert.Equal(expected.Take(20), Circles.Points.Take(20).Select(point => engine.Predict(point).PredictedLabel));
    }

    [Fact]
    public void AModelIsGivenAnother()
    {
        IDataView data = Circles.Singles(_context);
        var model = Circles.Trainer(_context).Fit(data);

        ShallowNetworkModel changed = _context.BinaryClassification.ChangeModelThreshold(model, 0.2);

        float[] scores = [.. model.Transform(data).GetColumn<float>("Score")];
        Assert.Equal(scores, changed.Transform(data).GetColumn<float>("Score"));
        Assert.Equal(
            scores.Select(score => score > -(float)Math.Log(4)), changed.Transform(data).GetColumn<bool>("PredictedLabel"));
        Assert.Equal(0, model.Model.ScoreThreshold);
        ITransformer loaded = EstimatorWorkout.SaveAndLoad(changed, data.Schema);
        Assert.Equal(
            changed.Transform(data).GetColumn<bool>("PredictedLabel"), loaded.Transform(data).GetColumn<bool>("PredictedLabel"));
    }

    // Scores 5 4 3 2 1 of + + − + −. Cuts by hand (TP, FP): after 5 (1,0), 4 (2,0), 3 (2,1), 2 (3,1), 1 (3,2).
    // F1 2/4, 4/5, 4/6, 6/7, 6/8: between 2 and 1. Costs of a false positive 3, a negative 1: 2, 1, 4, 3, 6: between 4 and 3.
    // Half of the positives are found between 4 and 3, all between 2 and 1.
    [Fact]
    public void AThresholdIsChosenForAGoal()
    {
        (float, bool)[] rows = [(2, true), (5, true), (1, false), (4, true), (3, false)];

        Assert.Equal(1.5f, ThresholdSearch.Find(rows, ThresholdGoal.BestF1));
        Assert.Equal(3.5f, ThresholdSearch.Find(rows, ThresholdGoal.LeastCost(3, 1)));
        Assert.Equal(3.5f, ThresholdSearch.Find(rows, ThresholdGoal.Recall(0.5)));
        Assert.Equal(1.5f, ThresholdSearch.Find(rows, ThresholdGoal.Recall(1)));
    }

    // None is predicted to be true where that costs least; equal scores can't be told apart.
    [Fact]
    public void TiesAndEndsAreThresholdsToo()
    {
        (float, bool)[] rows = [(1, true), (1, false), (-1, false), (-1, true)];

        Assert.Equal(1, ThresholdSearch.Find(rows, ThresholdGoal.LeastCost(10, 1)));
        Assert.True(ThresholdSearch.Find(rows, ThresholdGoal.LeastCost(0, 1)) < -1);
        Assert.Equal(0, ThresholdSearch.Find(rows, ThresholdGoal.Recall(0.5)));
    }

    [Fact]
    public void ItIsChosenOnGivenData()
    {
        IDataView data = Circles.Singles(_context);
        var model = Circles.Trainer(_context, options => options.NumberOfEpochs = 2).Fit(data);

        ShallowNetworkModel changed = _context.BinaryClassification.ChangeModelThreshold(
            EstimatorWorkout.SaveAndLoad(model, data.Schema), data, ThresholdGoal.Recall(0.95));

        Assert.InRange(Counts(changed, data).Recall, 0.95, 1);
        Assert.True(Counts(model, data).Recall < 0.95);
        Assert.True(
            Counts(_context.BinaryClassification.ChangeModelThreshold(model, data, ThresholdGoal.BestF1), data).F1
            > Counts(model, data).F1);
    }

    // ML.NET's own Evaluate takes a score above 0 for true, whatever PredictedLabel says.
    private static (double Recall, double F1) Counts(ITransformer model, IDataView data)
    {
        IDataView scored = model.Transform(data);
        (bool Actual, bool Predicted)[] rows =
            [.. scored.GetColumn<bool>("Label").Zip(scored.GetColumn<bool>("PredictedLabel"))];
        double found = rows.Count(row => row is (true, true)), wrong = rows.Count(row => row.Actual != row.Predicted);
        return (found / rows.Count(row => row.Actual), 2 * found / ((2 * found) + wrong));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void OneThatIsNoProbabilityIsRefused(double threshold)
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Circles.Trainer(_context, options => options.Threshold = threshold));
    }

    [Fact]
    public void OtherModelsHaveNone()
    {
        IDataView data = Regression.Waves.Singles(_context);
        var model = Regression.Waves.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(data);

        Assert.Throws<ArgumentException>(() => _context.BinaryClassification.ChangeModelThreshold(model, 0.5));
    }

    [Fact]
    public void TheClassesKeepTheirNames()
    {
        IDataView data = Circles.Singles(_context);
        var trainer = Circles.Trainer(_context, options => (options.ClassNames, options.NumberOfEpochs) = (["out", "in"], 1));
        var model = trainer.Fit(data);

        Assert.Equal(["out", "in"], model.Model.ClassNames);
        Assert.Equal(
            ["out", "in"], EstimatorWorkout.SaveAndLoad(model, data.Schema).RestoreShallowNetwork().Network.Model.ClassNames);
        Assert.Throws<ArgumentException>(() => Circles.Trainer(_context, options => options.ClassNames = ["one"]));
        Assert.Throws<ArgumentException>(() => Circles.Trainer(_context, options => options.ClassNames = ["one", "one"]));
    }

    [Fact]
    public void AnEmptySetOfClassesIsSaidToBeOne()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Array.Empty<Multiclass.RingPoint>());
        IDataView keys = _context.Transforms.Conversion.MapValueToKey("Label", "Class").Fit(data).Transform(data);

        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Multiclass.Rings.Trainer(_context).Fit(keys)).Message;

        Assert.Equal("The label column 'Label' is a key of one value or none, as MapValueToKey makes it of data with no rows, or "
            + "with rows of one class; a trainer needs rows of two or more classes.", message);
    }
}
