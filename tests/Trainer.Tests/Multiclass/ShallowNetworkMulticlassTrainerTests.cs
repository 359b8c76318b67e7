using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Trainer.Tests.Multiclass;

public class ShallowNetworkMulticlassTrainerTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void LearnsWhatSoftmaxRegressionCannot()
    {
        var split = _context.Data.TrainTestSplit(Rings.Singles(_context), testFraction: 0.3, seed: 1);

        double Accuracy(int hiddenUnits) => _context.MulticlassClassification.Evaluate(
            Rings.Trainer(_context, options => options.NumberOfHiddenUnits = hiddenUnits)
                .Fit(split.TrainSet).Transform(split.TestSet)).MicroAccuracy;

        Assert.InRange(Accuracy(hiddenUnits: 12), 0.88, 1);
        Assert.InRange(Accuracy(hiddenUnits: 0), 0.2, 0.65);
    }

    [Fact]
    public void Workout()
        => EstimatorWorkout.Run(
            Rings.Trainer(_context, options => options.NumberOfEpochs = 3),
            Rings.Singles(_context),
            annotationsAreSaved: false,
            _context.Data.LoadFromEnumerable([new NoFeatures()]));

    [Fact]
    public void WorkoutOfBytes()
        => EstimatorWorkout.Run(
            Rings.Trainer(_context, options => options.NumberOfEpochs = 3), Rings.Bytes(_context), annotationsAreSaved: false);

    [Fact]
    public void WorkoutOfKeysWithoutValues()
        => EstimatorWorkout.Run(
            Rings.Trainer(_context, options => options.NumberOfEpochs = 3), Numbered(), annotationsAreSaved: false);

    [Fact]
    public void ScoresAreTheProbabilitiesOfTheLogits()
    {
        IDataView data = Rings.Singles(_context);
        var model = Rings.Trainer(_context, options => options.NumberOfEpochs = 20).Fit(data);
        float[] logits = model.Model.Network.Logits(
            FeatureMatrix.FromRows<float>([.. Rings.Points.SelectMany(point => point.Features)], 2));

        ClassPrediction[] predictions = Predictions(model, data);

        for (int i = 0; i < Rings.Count; i++)
        {
            double[] powers = [.. logits.AsSpan(3 * i, 3).ToArray().Select(logit => Math.Exp(logit))];
            for (int k = 0; k < 3; k++)
                Assert.Equal(powers[k] / powers.Sum(), predictions[i].Score[k], 1e-5);
            Assert.Equal(Array.IndexOf(powers, powers.Max()) + 1, (int)predictions[i].PredictedLabel);
        }
    }

    [Fact]
    public void TheColumnsAreAnnotatedAsThoseOfOtherModels()
    {
        IDataView data = Rings.Singles(_context);
        var model = Rings.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(data);
        DataViewSchema schema = model.GetOutputSchema(data.Schema);
        string[] names = KeyValues(data.Schema["Label"]);

        Assert.Equal(new KeyDataViewType(typeof(uint), 3), schema["PredictedLabel"].Type);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), schema["Score"].Type);
        Assert.Equal(names, KeyValues(schema["PredictedLabel"]));
        Assert.Equal(names, SlotNames(schema["Score"]));
        foreach (string name in (string[])["PredictedLabel", "Score"])
        {
            Assert.Equal("MulticlassClassification", Text(schema[name], "ScoreColumnKind"));
            Assert.Equal(name, Text(schema[name], "ScoreValueKind"));
        }
    }

    [Fact]
    public void ThePredictedKeyIsAClassNameAgain()
    {
        IDataView data = Rings.Singles(_context);
        var model = Rings.Trainer(_context)
            .Append(_context.Transforms.Conversion.MapKeyToValue("Named", "PredictedLabel"))
            .Fit(data);

        string[] named = [.. model.Transform(data).GetColumn<ReadOnlyMemory<char>>("Named").Select(name => name.ToString())];

        Assert.InRange(named.Zip(Rings.Points).Count(pair => pair.First == pair.Second.Class), 0.9 * Rings.Count, Rings.Count);
    }

    [Fact]
    public void ARowWithAMissingFeatureGetsNaNAndNoClass()
    {
        var model = Rings.Trainer(_context, options => options.NumberOfEpochs = 2).Fit(Rings.Singles(_context));
        IDataView data = _context.Data.LoadFromEnumerable(
            [new RingPoint { Features = [0.5f, float.NaN] }, Rings.Points[0]]);

        ClassPrediction[] predictions = Predictions(model, data);

        Assert.Equal(0u, predictions[0].PredictedLabel);
        Assert.All(predictions[0].Score, score => Assert.True(float.IsNaN(score)));
        Assert.NotEqual(0u, predictions[1].PredictedLabel);
    }

    [Fact]
    public void RowsWithAMissingLabelAreSkippedCountedAndReported()
    {
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);
        IDataView data = Rings.WithKeys(_context, _context.Data.LoadFromEnumerable(Rings.Points.Concat(
            [new RingPoint { Class = "", Features = [0, 0] }, new RingPoint { Class = "ring", Features = [0, float.NaN] }])));
        var options = new ShallowNetworkMulticlassTrainer.Options { NumberOfEpochs = 1 };

        var model = new ShallowNetworkMulticlassTrainer(options, _context).Fit(data).Model;

        Assert.Equal(((long)Rings.Count, 2L), (model.TrainingRows, model.SkippedRows));
        Assert.Single(messages, message => message.Contains(
            "Skipped 2 training rows with missing or infinite values: 1 label, 1 features.", StringComparison.Ordinal));
    }

    [Fact]
    public void ClassesWithoutRowsAreReported()
    {
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);
        IDataView data = _context.Data.LoadFromEnumerable(
            Rings.Points.Where(point => point.Class != "outer").Select(NumberedPoint.From));
        var options = new ShallowNetworkMulticlassTrainer.Options { NumberOfEpochs = 1 };

        var model = new ShallowNetworkMulticlassTrainer(options, _context).Fit(data);

        Assert.Equal(3, model.Model.Network.Shape.Outputs);
        Assert.Single(messages, message =>
            message.Contains("1 of 3 classes of label column 'Label' have no valid rows", StringComparison.Ordinal)
            && message.Contains("'3'", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoClassesAreEnough()
    {
        IDataView data = Rings.WithKeys(
            _context, _context.Data.LoadFromEnumerable(Rings.Points.Where(point => point.Class != "ring")));

        var metrics = _context.MulticlassClassification.Evaluate(Rings.Trainer(_context).Fit(data).Transform(data));

        Assert.InRange(metrics.MicroAccuracy, 0.95, 1);
    }

    [Fact]
    public void TheCatalogTakesTheCommonOptions()
    {
        IDataView data = Rings.Singles(_context);
        var short1 = _context.MulticlassClassification.Trainers.ShallowNetwork(
            numberOfHiddenUnits: 3, activation: Activation.Sigmoid, learningRate: 0.2, numberOfEpochs: 4, batchSize: 16);
        var long1 = _context.MulticlassClassification.Trainers.ShallowNetwork(new ShallowNetworkMulticlassTrainer.Options
        {
            NumberOfHiddenUnits = 3, Activation = Activation.Sigmoid, LearningRate = 0.2, NumberOfEpochs = 4, BatchSize = 16,
        });

        Assert.Equal(long1.Fit(data).Model.Network.W1.ToArray(), short1.Fit(data).Model.Network.W1.ToArray());
    }

    private IDataView Numbered() => _context.Data.LoadFromEnumerable(Rings.Points.Select(NumberedPoint.From));

    private ClassPrediction[] Predictions(ITransformer model, IDataView data)
        => [.. _context.Data.CreateEnumerable<ClassPrediction>(model.Transform(data), reuseRowObject: false)];

    private static string[] KeyValues(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private static string[] SlotNames(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static string Text(DataViewSchema.Column column, string kind)
    {
        ReadOnlyMemory<char> text = default;
        column.Annotations.GetValue(kind, ref text);
        return text.ToString();
    }

    private sealed class NoFeatures
    {
        [KeyType(3)]
        public uint Label { get; set; }
    }

    /// <summary>A point whose class is a number; in objects ML.NET counts keys from 0.</summary>
    private sealed class NumberedPoint
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public static NumberedPoint From(RingPoint point)
            => new() { Label = (uint)Array.IndexOf(Rings.Classes, point.Class), Features = point.Features };
    }
}
