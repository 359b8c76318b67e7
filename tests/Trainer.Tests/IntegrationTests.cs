using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>What ML.NET offers around a trainer, with the trainers of all tasks.</summary>
public class IntegrationTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void CrossValidateTakesTheMulticlassTrainer()
    {
        var folds = _context.MulticlassClassification.CrossValidate(
            Rings.Singles(_context), Rings.Trainer(_context), numberOfFolds: 3, seed: 1);

        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.MicroAccuracy, 0.85, 1));
    }

    [Fact]
    public void CrossValidateTakesTheRegressionTrainer()
    {
        var folds = _context.Regression.CrossValidate(
            Waves.Singles(_context), Waves.Trainer(_context), numberOfFolds: 3, seed: 1);

        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.RSquared, 0.85, 1));
    }

    // Of each row the first feature tells the label and the second nothing.
    [Fact]
    public void PermutationFeatureImportanceFindsTheFeatureThatCountsInEachTask()
    {
        var random = new Random(3);
        float[][] features = [.. Enumerable.Range(0, 200).Select(_ => (float[])[random.NextSingle(), random.NextSingle()])];
        IDataView binary = _context.Data.LoadFromEnumerable(
            features.Select(x => new Point { Features = x, Label = x[0] > 0.5f }));
        IDataView multiclass = Rings.WithKeys(_context, _context.Data.LoadFromEnumerable(
            features.Select(x => new RingPoint { Features = x, Class = $"{(int)(3 * x[0])}" })));
        IDataView regression = _context.Data.LoadFromEnumerable(
            features.Select(x => new WavePoint { Features = x, Label = 5 * x[0] }));

        var binaryChanges = _context.BinaryClassification.PermutationFeatureImportance(
            Circles.Trainer(_context).Fit(binary), binary);
        var multiclassChanges = _context.MulticlassClassification.PermutationFeatureImportance(
            Rings.Trainer(_context).Fit(multiclass), multiclass);
        var regressionChanges = _context.Regression.PermutationFeatureImportance(
            Waves.Trainer(_context).Fit(regression), regression);

        AssertFirstCounts([.. binaryChanges.Select(change => change.Accuracy.Mean)]);
        AssertFirstCounts([.. multiclassChanges.Select(change => change.MicroAccuracy.Mean)]);
        AssertFirstCounts([.. regressionChanges.Select(change => change.RSquared.Mean)]);

        static void AssertFirstCounts(double[] changes)
        {
            Assert.Equal(2, changes.Length);
            Assert.InRange(changes[0], double.NegativeInfinity, -0.2);
            Assert.InRange(changes[1], -0.1, 0.05);
        }
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("multiclass")]
    [InlineData("regression")]
    public void EnginesOnManyThreadsPredictWhatTransformDoes(string task)
    {
        (IDataView data, ITransformer model) = task switch
        {
            "binary" => Fitted(Circles.Trainer(_context, options => options.NumberOfEpochs = 3), Circles.Singles(_context)),
            "multiclass" => Fitted(Rings.Trainer(_context, options => options.NumberOfEpochs = 3), Rings.Singles(_context)),
            _ => Fitted(Waves.Trainer(_context, options => options.NumberOfEpochs = 3), Waves.Singles(_context)),
        };
        foreach (ITransformer candidate in new[] { model, EstimatorWorkout.SaveAndLoad(model, data.Schema) })
        {
            if (task == "multiclass")
                AssertEnginesAgree<ScoresPrediction>(candidate, data, prediction => prediction.Score);
            else
                AssertEnginesAgree<NumberPrediction>(candidate, data, prediction => [prediction.Score]);
        }

        static (IDataView, ITransformer) Fitted(IEstimator<ITransformer> trainer, IDataView data) => (data, trainer.Fit(data));
    }

    [Fact]
    public void SparseRowsOfSeveralClassesAndNumbersAreTrainedAndSavedAsInTwoClasses()
    {
        SparseRow[] rows = [.. Enumerable.Range(0, 300).Select(SparseRow.Create)];
        IDataView classes = _context.Data.LoadFromEnumerable(
            rows.Select(row => new SparseClass { Label = row.Class, Features = row.Features }));
        IDataView numbers = _context.Data.LoadFromEnumerable(
            rows.Select(row => new SparseNumber { Label = row.Class, Features = row.Features }));

        EstimatorWorkout.Run(Rings.Trainer(_context, options => options.NumberOfEpochs = 3), classes, annotationsAreSaved: false);
        EstimatorWorkout.Run(Waves.Trainer(_context, options => options.NumberOfEpochs = 3), numbers, annotationsAreSaved: false);
        IDataView classified = Rings.Trainer(_context).Fit(classes).Transform(classes);
        IDataView predicted = Waves.Trainer(_context).Fit(numbers).Transform(numbers);
        Assert.Equal(1, _context.MulticlassClassification.Evaluate(classified).MicroAccuracy);
        Assert.InRange(_context.Regression.Evaluate(predicted).RSquared, 0.95, 1);
    }

    [Fact]
    public void TheLogTellsWhatWasChosenHowItTrainedAndWhyItStopped()
    {
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);

        var options = new ShallowNetworkBinaryTrainer.Options { NumberOfEpochs = 3, LearningRate = 0.01 };
        new ShallowNetworkBinaryTrainer(options, _context).Fit(Circles.Singles(_context), Circles.Singles(_context));

        Assert.Single(messages, message =>
            message.Contains("Chosen for 400 rows of Dense features: optimizer ", StringComparison.Ordinal)
            && message.Contains("feature scaling ByColumn", StringComparison.Ordinal));
        Assert.Single(messages, message => message.Contains("Trained in the Ordinary form: ", StringComparison.Ordinal));
        Assert.Equal(
            ["1", "2", "3"],
            messages.Where(message => message.Contains("Kind=Trace] Epoch ", StringComparison.Ordinal))
                .Select(message => Regex.Match(
                    message,
                    @"Epoch (\d) of 3: cost 0\.\d+, validation cost 0\.\d+, metric [01][.\d]*, learning rate 0\.01, \S+ s\.$")
                    .Groups[1].Value));
        Assert.Single(messages, message => message.Contains("Completed after 3 epochs over 400 rows.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1000, 0.5)]
    [InlineData(-1e4, 50)]
    public void ARegressionsUnitDoesNotMatter(double offset, double factor)
    {
        IDataView InUnit(double b, double a) => _context.Data.LoadFromEnumerable(Waves.Points.Select(
            point => new WavePoint { Features = point.Features, Label = (float)(b + (a * point.Label)) }));
        IDataView data = InUnit(0, 1), other = InUnit(offset, factor);

        double expected = _context.Regression.Evaluate(Waves.Trainer(_context).Fit(data).Transform(data)).RSquared;
        double actual = _context.Regression.Evaluate(Waves.Trainer(_context).Fit(other).Transform(other)).RSquared;

        Assert.Equal(expected, actual, 0.01);
    }

    private void AssertEnginesAgree<TPrediction>(ITransformer model, IDataView data, Func<TPrediction, float[]> scores)
        where TPrediction : class, new()
    {
        float[][] expected = [.. _context.Data.CreateEnumerable<TPrediction>(model.Transform(data), reuseRowObject: false)
            .Take(100).Select(scores)];
        float[][] features = [.. data.GetColumn<VBuffer<float>>("Features").Take(100).Select(row => row.DenseValues().ToArray())];
        var idle = new ConcurrentBag<PredictionEngine<FeaturesOnly, TPrediction>>();
        Parallel.For(0, 1600, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            if (!idle.TryTake(out var engine))
                engine = _context.Model.CreatePredictionEngine<FeaturesOnly, TPrediction>(model);
            Assert.Equal(expected[i % 100], scores(engine.Predict(new FeaturesOnly { Features = features[i % 100] })));
            idle.Add(engine);
        });
    }

    private sealed class FeaturesOnly
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class ScoresPrediction
    {
        public float[] Score { get; set; } = [];
    }

    /// <summary>Of 500 features a few are not 0; one of the first three tells the class.</summary>
    private sealed record SparseRow(uint Class, VBuffer<float> Features)
    {
        public static SparseRow Create(int i) => new(
            (uint)(i % 3), new VBuffer<float>(500, 3, [1, 0.5f, 0.25f], [i % 3, 3 + (i % 200), 300 + (i % 150)]));
    }

    private sealed class SparseClass
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(500)]
        public VBuffer<float> Features { get; set; }
    }

    private sealed class SparseNumber
    {
        public float Label { get; set; }

        [VectorType(500)]
        public VBuffer<float> Features { get; set; }
    }
}
