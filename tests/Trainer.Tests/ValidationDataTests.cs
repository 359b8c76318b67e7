using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Examples that a training does not learn from, given as data of their own.</summary>
public class ValidationDataTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void TheHistoryTellsTheirCostAndAccuracy()
    {
        var split = _context.Data.TrainTestSplit(Circles.Singles(_context), testFraction: 0.3, seed: 1);

        var model = Circles.Trainer(_context, options => options.NumberOfEpochs = 5).Fit(split.TrainSet, split.TestSet);

        Assert.Equal(5, model.Model.History.Count);
        Assert.All(model.Model.History, epoch => Assert.NotNull(epoch.ValidationCost));
        // The metrics of the last epoch are those that ML.NET gives the finished model. Its losses are in bits.
        var metrics = _context.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        Assert.Equal(metrics.Accuracy, model.Model.History[^1].ValidationMetric!.Value, 1e-6);
        Assert.Equal(metrics.LogLoss, model.Model.History[^1].ValidationCost!.Value / Math.Log(2), 1e-4);
    }

    [Fact]
    public void TheWeightsAreThoseOfTheLowestValidationCost()
    {
        // Labels by chance: what is learnt of one half says nothing of the other, so that its cost soon rises.
        var random = new Random(2);
        Point[] points =
            [.. Circles.Points.Select(point => new Point { Features = point.Features, Label = random.Next(2) == 1 })];
        IDataView data = _context.Data.LoadFromEnumerable(points.Take(200));
        IDataView other = _context.Data.LoadFromEnumerable(points.Skip(200));

        var model = Circles.Trainer(_context, options =>
        {
            options.NumberOfHiddenUnits = 32;
            options.Optimizer = Optimizer.Adam();
            options.LearningRate = 0.05;
            options.EarlyStopping = new EarlyStopping(Patience: 5);
        }).Fit(data, other);

        TrainingHistory history = model.Model.History;
        Assert.Equal(StopReason.EarlyStopped, model.Model.StopReason);
        Assert.Equal(history.BestEpoch, history.MinBy(epoch => epoch.ValidationCost)!.Epoch);
        Assert.Equal(
            history[history.BestEpoch - 1].ValidationCost!.Value,
            _context.BinaryClassification.Evaluate(model.Transform(other)).LogLoss * Math.Log(2),
            1e-4);
    }

    [Fact]
    public void ValidationDataOfAnotherSchemaAreRefusedByName()
    {
        IDataView three = _context.Data.LoadFromEnumerable([new ThreeFeatures()]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Circles.Trainer(_context).Fit(Circles.Singles(_context), three));

        Assert.Contains(
            "validation feature column 'Features': expected Vector<Single, 2>, as in the training data, got Vector<Single, 3>",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ValidationDataWithoutAValidRowAreRefused()
    {
        IDataView missing = _context.Data.LoadFromEnumerable([new Point { Features = [float.NaN, 0] }]);

        var error = Assert.Throws<InvalidOperationException>(
            () => Circles.Trainer(_context).Fit(Circles.Singles(_context), missing));

        Assert.Contains("No valid validation instances found", error.Message, StringComparison.Ordinal);
    }

    private sealed class ThreeFeatures
    {
        public bool Label { get; set; }

        [VectorType(3)]
        public float[] Features { get; set; } = [0, 0, 0];
    }
}
