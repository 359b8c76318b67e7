using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Training;

namespace MlNetShallow.Trainer.Tests;

public class ShallowNetworkBinaryTrainerTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void LearnsWhatLogisticRegressionCannot()
    {
        IDataView data = Circles.Singles(_context);
        var split = _context.Data.TrainTestSplit(data, testFraction: 0.3, seed: 1);

        double Accuracy(int hiddenUnits) => _context.BinaryClassification.Evaluate(
            Circles.Trainer(_context, options => options.NumberOfHiddenUnits = hiddenUnits)
                .Fit(split.TrainSet).Transform(split.TestSet)).Accuracy;

        Assert.InRange(Accuracy(hiddenUnits: 8), 0.88, 1);
        Assert.InRange(Accuracy(hiddenUnits: 0), 0.3, 0.7);
    }

    [Fact]
    public void TheCatalogTakesTheCommonOptions()
    {
        IDataView data = Circles.Singles(_context);
        var short1 = _context.BinaryClassification.Trainers.ShallowNetwork(
            numberOfHiddenUnits: 3, activation: Activation.Sigmoid, learningRate: 0.2, numberOfEpochs: 4, batchSize: 16);
        var long1 = _context.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            NumberOfHiddenUnits = 3, Activation = Activation.Sigmoid, LearningRate = 0.2, NumberOfEpochs = 4, BatchSize = 16,
        });

        Assert.Equal(long1.Fit(data).Model.Network.W1.ToArray(), short1.Fit(data).Model.Network.W1.ToArray());
    }

    [Fact]
    public void LbfgsTakesAllExamplesByDefault()
    {
        var model = Circles.Trainer(_context, options =>
        {
            (options.Optimizer, options.BatchSize, options.NumberOfEpochs) = (Optimizer.Lbfgs(), null, 60);
        }).Fit(Circles.Singles(_context)).Model;

        Assert.InRange(model.CostHistory[^1], 0, model.CostHistory[0] / 3);
    }

    [Fact]
    public void Workout()
        => EstimatorWorkout.Run(
            Circles.Trainer(_context, options => options.NumberOfEpochs = 3),
            Circles.Singles(_context),
            annotationsAreSaved: false,
            _context.Data.LoadFromEnumerable([new NoFeatures()]),
            _context.Data.LoadFromEnumerable([new DoubleFeatures()]));

    [Fact]
    public void WorkoutOfBytes()
        => EstimatorWorkout.Run(
            Circles.Trainer(_context, options => options.NumberOfEpochs = 3),
            Circles.Bytes(_context),
            annotationsAreSaved: false,
            _context.Data.LoadFromEnumerable([new NoFeatures()]));

    [Fact]
    public void BytesAreIntensitiesOfZeroToOne()
    {
        float[] singles = Scores(Circles.Trainer(_context).Fit(Circles.Singles(_context)), Circles.Singles(_context));
        float[] bytes = Scores(Circles.Trainer(_context).Fit(Circles.Bytes(_context)), Circles.Bytes(_context));

        // Rounding alone differs, over 2600 steps: 1/255 is applied to products instead of to pixels.
        for (int i = 0; i < singles.Length; i++)
            Assert.Equal(singles[i], bytes[i], 0.02f * Math.Max(1, Math.Abs(singles[i])));
    }

    [Fact]
    public void CrossValidateTakesTheTrainer()
    {
        var folds = _context.BinaryClassification.CrossValidate(
            Circles.Singles(_context), Circles.Trainer(_context), numberOfFolds: 3, seed: 1);

        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.Accuracy, 0.9, 1));
    }

    [Fact]
    public void WeightZeroLeavesRowsOut()
    {
        IDataView Weighted(Func<int, float> weight) => _context.Data.LoadFromEnumerable(Circles.Points.Select(
            (point, i) => new Point { Label = point.Label, Features = point.Features, Weight = weight(i) }));
        void WholeSetWithWeights(ShallowNetworkBinaryTrainer.Options options)
            => (options.ExampleWeightColumnName, options.BatchSize, options.NumberOfEpochs) = ("Weight", 0, 20);

        var half = Circles.Trainer(_context, WholeSetWithWeights).Fit(Weighted(i => i < 200 ? 1 : 0));
        var firstHalf = Circles.Trainer(_context, WholeSetWithWeights).Fit(
            _context.Data.LoadFromEnumerable(Circles.Points.Take(200)));

        for (int i = 0; i < half.Model.Network.W1.Length; i++)
            Assert.Equal(firstHalf.Model.Network.W1[i], half.Model.Network.W1[i], 1e-5f);
    }

    [Fact]
    public void RowsWithMissingValuesAreSkippedCountedAndReported()
    {
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);
        IDataView data = _context.Data.LoadFromEnumerable(Circles.Points.Concat(
        [
            new Point { Label = true, Features = [float.NaN, 1], Weight = 1 },
            new Point { Label = true, Features = [0, float.PositiveInfinity], Weight = 1 },
            new Point { Label = false, Features = [0, 0], Weight = float.NaN },
        ]));
        var options = Circles.Options(options => options.ExampleWeightColumnName = "Weight");

        var model = new ShallowNetworkBinaryTrainer(options, _context).Fit(data).Model;

        Assert.Equal(Circles.Count, model.TrainingRows);
        Assert.Equal(3, model.SkippedRows);
        Assert.Single(messages, message => message.Contains("Skipped 3 training rows", StringComparison.Ordinal));
    }

    [Fact]
    public void ProgressAndCostHistoryTellOfEveryEpoch()
    {
        var reports = new List<TrainingProgress>();

        var model = Circles.Trainer(_context, options => options.Progress = reports.Add).Fit(Circles.Singles(_context)).Model;

        Assert.Equal(200, reports.Count);
        Assert.Equal(model.CostHistory, reports.Select(report => report.Cost));
        Assert.True(model.CostHistory[^1] < model.CostHistory[0] / 2);
        Assert.Equal(StopReason.Completed, model.StopReason);
    }

    [Fact]
    public void CancellationKeepsWhatIsLearntSoFar()
    {
        using var cancellation = new CancellationTokenSource();
        var trainer = Circles.Trainer(_context, options =>
        {
            options.CancellationToken = cancellation.Token;
            options.Progress = progress =>
            {
                if (progress.Epoch == 5)
                    cancellation.Cancel();
            };
        });

        var model = trainer.Fit(Circles.Singles(_context)).Model;

        Assert.Equal(StopReason.Cancelled, model.StopReason);
        Assert.Equal(5, model.CostHistory.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CancellationStopsTheReadingOfTheData(bool isCached)
    {
        using var cancellation = new CancellationTokenSource();
        int read = 0;
        var trainer = Circles.Trainer(
            _context, options => (options.CacheData, options.CancellationToken) = (isCached, cancellation.Token));

        var model = trainer.Fit(_context.Data.LoadFromEnumerable(Rows())).Model;

        Assert.Equal(StopReason.Cancelled, model.StopReason);
        Assert.Empty(model.History);
        Assert.InRange(read, 100, 200);

        IEnumerable<Point> Rows()
        {
            foreach (Point point in Circles.Points)
            {
                if (++read == 100)
                    cancellation.Cancel();
                yield return point;
            }
        }
    }

    [Fact]
    public void DivergenceNamesTheEpochAndTheLearningRate()
    {
        var trainer = Circles.Trainer(_context, options =>
        {
            options.LearningRate = 1e30;
            options.Activation = Activation.Relu;
        });

        var error = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Circles.Singles(_context)));

        Assert.Contains("epoch ", error.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate 1E+30", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InfoIsThatOfATrainerThatNormalizesAndCaches()
    {
        Assert.True(Circles.Trainer(_context).Info.NeedNormalization);
        Assert.True(Circles.Trainer(_context).Info.WantCaching);
    }

    private static float[] Scores(ITransformer model, IDataView data)
        => [.. model.Transform(data).GetColumn<float>("Score")];

    private sealed class NoFeatures
    {
        public bool Label { get; set; }
    }

    private sealed class DoubleFeatures
    {
        public bool Label { get; set; }

        [VectorType(2)]
        public double[] Features { get; set; } = [0, 0];
    }
}
