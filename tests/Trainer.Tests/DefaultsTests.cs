using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Input;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Regression;
using MlNetShallow.Training;
using MlNetShallow.Training.Selection;

namespace MlNetShallow.Trainer.Tests;

/// <summary>What a trainer chooses where it is left to it, as docs/training.md says.</summary>
public class DefaultsTests
{
    private static readonly Dictionary<string, Action<ShallowNetworkBinaryTrainer.Options>> MiniBatchOptions = new()
    {
        ["a learning rate"] = options => options.LearningRate = 0.02,
        ["a schedule"] = options => options.LearningRateSchedule = LearningRateSchedule.Cosine(),
        ["a batch size"] = options => options.BatchSize = 50,
        ["dropout"] = options => options.Dropout = 0.2,
        ["data read again each epoch"] = options => options.CacheData = false,
    };

    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> MiniBatchNames => [.. MiniBatchOptions.Keys];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PointsOfTheSquareGetWhatIsWrittenOfDenseFeatures(bool areBytes)
    {
        IDataView data = areBytes ? Circles.Bytes(_context) : Circles.Singles(_context);

        Assert.Equal(
            Weights(data, options =>
            {
                options.NumberOfHiddenUnits = 100;
                options.Activation = Activation.Relu;
                options.Initialization = WeightInitialization.He;
                options.FeatureScaling = FeatureScaling.ByColumn;
                options.Optimizer = Optimizer.Lbfgs();
                options.NumberOfEpochs = 199;
                options.L2Regularization = 0.0075; // 0.15 / sqrt(400)
            }),
            // So few epochs that λ is not searched for.
            Weights(data, options => options.NumberOfEpochs = 199));
    }

    [Fact]
    public void LambdaIsChosenByCrossValidationAndTheModelKeepsWhatWasTold()
    {
        IDataView data = Circles.Singles(_context);
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);

        ShallowNetworkTransformer model = new ShallowNetworkBinaryTrainer(new(), _context).Fit(data);
        var loaded = ShallowNetworkModelParameters.FromModel(EstimatorWorkout.SaveAndLoad(model, data.Schema));

        CrossValidationResult told = model.Model.CrossValidation!, kept = loaded.CrossValidation!;
        Assert.Equal(400, told.Rows);
        Assert.InRange(told.Metric, 0.9, 1);
        Assert.InRange(told.Cost, 0, 0.5 * told.CostOfGuessing);
        Assert.All(told.Scores, score => Assert.Equal(5, score.FoldCosts.Count));
        Assert.Equal(told.Scores.SelectMany(score => score.FoldCosts), kept.Scores.SelectMany(score => score.FoldCosts));
        Assert.Equal(told.Path, kept.Path);
        Assert.Equal(
            (told.L2Regularization, told.Cost, told.Metric, told.Temperature),
            (kept.L2Regularization, kept.Cost, kept.Metric, kept.Temperature));
        string message = Assert.Single(messages, text => text.Contains("out of their folds: ", StringComparison.Ordinal));
        Assert.Contains(
            FormattableString.Invariant($"L2 regularization {told.L2Regularization:G3}, chosen"), message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ALambdaThatIsGivenIsTakenAsItIs()
    {
        ShallowNetworkModelParameters model = new ShallowNetworkBinaryTrainer(new() { L2Regularization = 0.01 })
            .Fit(Circles.Singles(_context)).Model;

        Assert.Null(model.CrossValidation);
        Assert.Equal(200, model.History.Count);
    }

    [Fact]
    public void ProbabilitiesAreCalibratedUnlessToldNotTo()
    {
        // Labels of which every fourth is wrong: there is something to calibrate.
        IDataView data = _context.Data.LoadFromEnumerable(Circles.Points.Select(
            (point, i) => new Point { Label = point.Label != (i % 4 == 0), Features = point.Features }));

        ShallowNetworkModelParameters usual = new ShallowNetworkBinaryTrainer(new()).Fit(data).Model;
        ShallowNetworkModelParameters plain = new ShallowNetworkBinaryTrainer(new() { Calibrate = false }).Fit(data).Model;

        float temperature = (float)usual.CrossValidation!.Temperature;
        Assert.Equal(1, plain.CrossValidation!.Temperature);
        Assert.Equal(plain.CrossValidation.L2Regularization, usual.CrossValidation.L2Regularization);
        Assert.All(
            plain.Network.W2.ToArray().Zip(usual.Network.W2.ToArray()),
            pair => Assert.Equal(pair.First, pair.Second * temperature, 1e-5f));
    }

    [Theory]
    [InlineData(5000, 1000, false)]
    [InlineData(20_000, 1, false)]
    [InlineData(200_000, 50, true)]
    [InlineData(1_000_000, 30, true)]
    public void ManyRowsOfManyFeaturesBringAdamWithAScheduleAndEarlyStopping(long rows, int features, bool isAdam)
    {
        TrainingOptions chosen = Chosen(new());
        Assert.Equal(isAdam, chosen.Optimizer is AdamOptimizer);
        Assert.Equal(isAdam, chosen.EarlyStopping is not null);
        Assert.NotNull(chosen.CrossValidation);
        if (isAdam)
        {
            Assert.IsType<CosineSchedule>(chosen.LearningRateSchedule);
            Assert.InRange(chosen.Epochs, 15, 40);
            Assert.Equal(10_000.0 / rows, chosen.EarlyStopping!.ValidationFraction, 1e-12);
        }

        // What is given stays.
        Assert.IsType<LbfgsOptimizer>(Chosen(new() { Optimizer = Optimizer.Lbfgs() }).Optimizer);
        Assert.Equal(100, Chosen(new() { NumberOfEpochs = 100 }).Epochs);
        Assert.Equal(0.5, Chosen(new() { L2Regularization = 0.5 }).L2Regularization);
        Assert.Null(Chosen(new() { L2Regularization = 0.5 }).CrossValidation);

        TrainingOptions Chosen(ShallowNetworkBinaryTrainer.Options options)
            => options.ToTrainingOptions(new DataSummary(FeatureKind.Dense, features, rows, rows));
    }

    [Fact]
    public void TheTableOfOptionsHasTheDefaultsThatOnlyTrainersHave()
    {
        var options = new ShallowNetworkBinaryTrainer.Options();

        Assert.Equal(NumericOptions.NumberOfHiddenUnits.Default, options.NumberOfHiddenUnits);
        Assert.Equal(NumericOptions.InitializationScale.Default, options.InitializationScale);
        Assert.Equal(NumericOptions.EnsembleSize.Default, options.EnsembleSize);
    }

    [Fact]
    public void SparseFeaturesAreScaledByColumnToo()
    {
        var schema = SchemaDefinition.Create(typeof(SparsePoint));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 20);
        IDataView data = _context.Data.LoadFromEnumerable(
            Circles.Points.Select((point, i) => new SparsePoint
            {
                Label = point.Label,
                Features = new VBuffer<float>(20, 2, point.Features, [i % 10, 10 + (i % 10)]),
            }),
            schema);

        float[] Scaled(FeatureScaling? scaling) => Weights(data, Short, options => options.FeatureScaling = scaling);

        Assert.Equal(Scaled(FeatureScaling.ByColumn), Scaled(null));
        Assert.NotEqual(Scaled(FeatureScaling.None), Scaled(null));
    }

    [Theory, MemberData(nameof(MiniBatchNames))]
    public void WhatAsksForMiniBatchesBringsAdam(string name)
    {
        IDataView data = Circles.Singles(_context);
        Action<ShallowNetworkBinaryTrainer.Options> change = MiniBatchOptions[name];

        Assert.Equal(
            Weights(
                data,
                Short,
                options => (options.Optimizer, options.LearningRate, options.BatchSize) = (Optimizer.Adam(), 0.001, 32),
                change),
            Weights(data, Short, change));
    }

    [Fact]
    public void AllExamplesToAStepAreWhatLbfgsTakesAnyway()
        => Assert.Equal(
            Weights(Circles.Singles(_context), Short),
            Weights(Circles.Singles(_context), Short, options => options.BatchSize = 0));

    [Fact]
    public void SoManyWeightsThatTheCopiesOfLbfgsWouldBeGigabytesBringAdam()
    {
        Assert.IsType<LbfgsOptimizer>(Chosen(features: (1 << 24) / 128));
        Assert.IsType<AdamOptimizer>(Chosen(features: ((1 << 24) / 128) + 1));

        static Optimizer Chosen(int features) => new ShallowNetworkBinaryTrainer.Options { NumberOfHiddenUnits = 128 }
            .ToTrainingOptions(new DataSummary(FeatureKind.Sparse, features, EffectiveRows: 1000)).Optimizer;
    }

    [Theory]
    [InlineData(Activation.Relu, WeightInitialization.He)]
    [InlineData(Activation.LeakyRelu, WeightInitialization.He)]
    [InlineData(Activation.Tanh, WeightInitialization.Xavier)]
    [InlineData(Activation.Sigmoid, WeightInitialization.Xavier)]
    [InlineData(Activation.Identity, WeightInitialization.Xavier)]
    [InlineData(Activation.Elu, WeightInitialization.He)]
    [InlineData(Activation.Gelu, WeightInitialization.He)]
    [InlineData(Activation.Silu, WeightInitialization.He)]
    [InlineData(Activation.Softplus, WeightInitialization.He)]
    public void TheActivationDecidesTheInitialization(Activation activation, WeightInitialization expected)
    {
        float[] Start(WeightInitialization? initialization) => Weights(Circles.Singles(_context), options =>
            (options.Activation, options.Initialization, options.NumberOfEpochs, options.FeatureScaling)
                = (activation, initialization, 0, FeatureScaling.None));

        Assert.Equal(Start(expected), Start(null));
    }

    [Fact]
    public void ThePenaltyGoesByTheRowsThatTheWeightsAreWorth()
    {
        IDataView weighted = _context.Data.LoadFromEnumerable(Circles.Points.Select(
            (point, i) => new Point { Label = point.Label, Features = point.Features, Weight = i % 3 }));

        // Of 400 rows 133 have weight 1 and 133 weight 2: Σw = 399, Σw² = 665.
        double rows = 399.0 * 399 / 665;

        Assert.Equal(
            Weights(weighted, Short, ByWeight, options => options.L2Regularization = 0.15 / Math.Sqrt(rows)),
            Weights(weighted, Short, ByWeight));
    }

    [Theory]
    [InlineData(1e-40f)]
    [InlineData(0.001f)]
    [InlineData(1e30f)]
    public void WeightsOfAnySizeTrainTheSameModel(float size)
    {
        float[] Learn(Func<int, float> weight, bool isCached)
            => Weights(
                _context.Data.LoadFromEnumerable(Circles.Points.Select((point, i) => new Point
                {
                    Label = point.Label, Features = point.Features, Weight = weight(i),
                })),
                ByWeight,
                options => (options.NumberOfEpochs, options.CacheData, options.Optimizer) = (20, isCached, Optimizer.Lbfgs()));

        foreach (bool isCached in (bool[])[true, false])
        {
            Assert.Equal(Learn(_ => 1, isCached), Learn(_ => size, isCached));
            float[] uneven = Learn(i => 1 + (i % 3), isCached), scaled = Learn(i => size * (1 + (i % 3)), isCached);
            Assert.All(uneven.Zip(scaled), pair => Assert.Equal(pair.First, pair.Second, 1e-2f));
        }
    }

    [Fact]
    public void TheLogTellsWhatWasChosen()
    {
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);

        new ShallowNetworkBinaryTrainer(new() { NumberOfEpochs = 1 }, _context).Fit(Circles.Singles(_context));

        string message = Assert.Single(messages, text => text.Contains("Chosen for", StringComparison.Ordinal));
        Assert.Contains("400 rows of Dense features: optimizer LbfgsOptimizer", message, StringComparison.Ordinal);
        Assert.EndsWith(
            "L2 regularization 0.0075, feature scaling ByColumn, initialization He.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnitsDoNotMatter()
    {
        // Columns of millimetres and of prices, labels of thousands: what a network without scaling learns nothing from.
        IDataView points = _context.Data.LoadFromEnumerable(Circles.Points.Select(
            point => new Point { Label = point.Label, Features = InOtherUnits(point.Features) }));
        IDataView waves = _context.Data.LoadFromEnumerable(Waves.Points.Select(
            point => new WavePoint { Label = 5000 + (1000 * point.Label), Features = InOtherUnits(point.Features) }));

        var folds = _context.BinaryClassification.CrossValidate(
            points, _context.BinaryClassification.Trainers.ShallowNetwork(), numberOfFolds: 3, seed: 1);
        var regressionFolds = _context.Regression.CrossValidate(
            waves, _context.Regression.Trainers.ShallowNetwork(), numberOfFolds: 3, seed: 1);

        Assert.All(folds, fold => Assert.InRange(fold.Metrics.Accuracy, 0.9, 1));
        Assert.All(regressionFolds, fold => Assert.InRange(fold.Metrics.RSquared, 0.9, 1));
    }

    private static float[] InOtherUnits(float[] features) => [(features[0] * 1000) + 5000, features[1] / 100];

    private static void ByWeight(ShallowNetworkBinaryTrainer.Options options) => options.ExampleWeightColumnName = "Weight";

    private static void Short(ShallowNetworkBinaryTrainer.Options options) => options.NumberOfEpochs = 5;

    private float[] Weights(IDataView data, params Action<ShallowNetworkBinaryTrainer.Options>[] changes)
    {
        var options = new ShallowNetworkBinaryTrainer.Options();
        foreach (Action<ShallowNetworkBinaryTrainer.Options> change in changes)
            change(options);
        ShallowNetworkTransformer model = _context.BinaryClassification.Trainers.ShallowNetwork(options).Fit(data);
        return model.Model.Network.CopyParameters().Values.ToArray();
    }
}
