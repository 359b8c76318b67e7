using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Wrong columns, rows and options: each is refused by name.</summary>
public class BadInputTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string, string> WrongColumns => new()
    {
        { "label Nothing", "There is no label column 'Nothing'; it should be Boolean." },
        { "label Weight", "label column 'Weight': expected Boolean, got Single" },
        { "features Nothing", "There is no feature column 'Nothing'; it should be a known-size vector of Single or Byte." },
        { "features Weight", "feature column 'Weight': expected a known-size vector of Single or Byte, got Single" },
        { "features Doubles", "feature column 'Doubles': expected a known-size vector of Single or Byte, got Vector<Double>" },
        {
            "features Unsized",
            "feature column 'Unsized': expected a known-size vector of Single or Byte, got a Vector<Single> whose"
        },
        { "weight Nothing", "There is no example weight column 'Nothing'; it should be Single." },
        { "weight Label", "example weight column 'Label': expected Single, got Boolean" },
    };

    [Theory]
    [MemberData(nameof(WrongColumns))]
    public void AWrongColumnIsNamedWithTheTypeFoundAndWanted(string change, string message)
    {
        string column = change.Split(' ')[1];
        var trainer = Circles.Trainer(_context, options => _ = change.Split(' ')[0] switch
        {
            "label" => options.LabelColumnName = column,
            "features" => options.FeatureColumnName = column,
            _ => options.ExampleWeightColumnName = column,
        });
        IDataView data = _context.Data.LoadFromEnumerable([new Wide()]);

        // A pipeline asks for the output schema before it fits.
        var inPipeline = Assert.Throws<ArgumentOutOfRangeException>(
            () => new EstimatorChain<ITransformer>().Append(trainer).Fit(data));
        var alone = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data));

        Assert.Contains(message, inPipeline.Message, StringComparison.Ordinal);
        Assert.Contains(message, alone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneClassOnly()
        => AssertRefused(
            Circles.Points.Where(point => point.Label),
            $"All {Circles.Points.Count(point => point.Label)} valid rows have true in label column 'Label'");

    [Fact]
    public void NoRows() => AssertRefused([], "No valid training instances found: the data have no rows");

    [Fact]
    public void AllRowsMissing()
        => AssertRefused(
            [new Point { Features = [float.NaN, 0] }, new Point { Label = true, Features = [0, float.NaN] }],
            "No valid training instances found: all 2 rows have missing or infinite values in label column 'Label', " +
                "feature column 'Features' or example weight column 'Weight' (2 features)");

    [Fact]
    public void NegativeWeight()
        => AssertRefused(
            Circles.Points.Append(new Point { Features = [0, 0], Weight = -2 }),
            $"example weight column 'Weight' has -2 in row {Circles.Count}; weights are at least 0");

    [Fact]
    public void AllWeightsZero()
        => AssertRefused(
            Circles.Points.Select(point => new Point { Label = point.Label, Features = point.Features }),
            "example weight column 'Weight' is 0 in every valid row");

    [Fact]
    public void RowsOfOneClassOnlyHaveAWeight()
        => AssertRefused(
            Circles.Points.Select(point => new Point
            {
                Label = point.Label, Features = point.Features, Weight = point.Label ? 0.5f : 0,
            }),
            $"All {Circles.Points.Count(point => point.Label)} valid rows of a weight above 0 have true in label column 'Label'");

    [Fact]
    public void ClassWeightsThatLeaveOneClass()
    {
        var trainer = Circles.Trainer(_context, options => options.ClassWeights = ClassWeights.Given(0, 3));

        var error = Assert.Throws<InvalidOperationException>(() => trainer.Fit(Circles.Singles(_context)));

        Assert.Contains(
            "ClassWeights [0, 3] leave rows of fewer than two classes of label column 'Label'", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AProductOfWeightAndClassWeightThatSinglePrecisionDoesNotHold()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Circles.Points.Select(
            point => new Point { Label = point.Label, Features = point.Features, Weight = 1e-40f }));
        var trainer = Circles.Trainer(_context, options =>
            (options.ExampleWeightColumnName, options.ClassWeights) = ("Weight", ClassWeights.Given(1, 1e-9)));

        var error = Assert.Throws<ArgumentException>(() => trainer.Fit(data));

        Assert.Contains("which single precision does not hold", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3e38f)]
    [InlineData(-3e38f)]
    public void ATargetThatPredictionsCannotReach(float target)
    {
        IDataView data = _context.Data.LoadFromEnumerable(Regression.Waves.Points.Select((point, i) => new Regression.WavePoint
        {
            Label = i == 7 ? target : point.Label, Features = point.Features,
        }));

        var error = Assert.Throws<InvalidOperationException>(() => Regression.Waves.Trainer(_context).Fit(data));

        Assert.Contains(
            FormattableString.Invariant($"The label column 'Label' has {target} in row 7; labels are at most 1E+36 in magnitude"),
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NumberOfHiddenUnits", -1)]
    [InlineData("LearningRate", 0)]
    [InlineData("LearningRate", -0.5)]
    [InlineData("LearningRate", double.NaN)]
    [InlineData("LearningRate", double.PositiveInfinity)]
    [InlineData("NumberOfEpochs", -1)]
    [InlineData("BatchSize", -1)]
    [InlineData("NumberOfThreads", -1)]
    [InlineData("L2Regularization", -0.1)]
    [InlineData("GramMemoryLimit", -1)]
    [InlineData("InitializationScale", -1)]
    [InlineData("InitializationScale", double.NaN)]
    public void AnOptionOutOfRangeIsNamedWithItsRange(string option, double value)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Circles.Trainer(_context, options =>
        {
            var field = typeof(ShallowNetworkBinaryTrainer.Options).GetField(option)!;
            Type type = Nullable.GetUnderlyingType(field.FieldType) ?? field.FieldType;
            field.SetValue(options, Convert.ChangeType(value, type, null));
        }));

        Assert.Equal(option, error.ParamName);
        Assert.Equal(value, Convert.ToDouble(error.ActualValue, null));
        Assert.Contains($"{option} must be a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LbfgsWithABatchSizeIsRefusedNamingBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => Circles.Trainer(_context, options =>
        {
            options.Optimizer = Optimizer.Lbfgs();
            options.BatchSize = 16;
        }));

        Assert.Contains("Optimizer L-BFGS", error.Message, StringComparison.Ordinal);
        Assert.Contains("BatchSize must be 0, not 16", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void AnOptimizersParametersAreChecked(double momentum)
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => Circles.Trainer(_context, options => options.Optimizer = Optimizer.Momentum(momentum)));

    [Fact]
    public void AnUndefinedActivationOrInitializationIsRefused()
    {
        var activation = Assert.Throws<ArgumentOutOfRangeException>(
            () => Circles.Trainer(_context, options => options.Activation = (Activation)99));
        var initialization = Assert.Throws<ArgumentOutOfRangeException>(
            () => Circles.Trainer(_context, options => options.Initialization = (WeightInitialization)99));

        Assert.Equal(("Activation", (Activation)99), (activation.ParamName, activation.ActualValue));
        Assert.Equal(("Initialization", (WeightInitialization)99), (initialization.ParamName, initialization.ActualValue));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void FeaturesOfAnotherLengthAtScoring(int length)
    {
        var model = Circles.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(Circles.Singles(_context));
        var schema = SchemaDefinition.Create(typeof(Unsized));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, length);
        IDataView known = _context.Data.LoadFromEnumerable([new Unsized { Features = new float[length] }], schema);
        IDataView unknown = _context.Data.LoadFromEnumerable([new Unsized { Features = new float[length] }]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(known));
        Assert.Contains("feature column 'Features': expected a vector of 2 Single", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{length}", error.Message, StringComparison.Ordinal);

        // A size that the schema does not tell shows in the row.
        IDataView scored = model.Transform(unknown);
        var late = Assert.ThrowsAny<Exception>(() => scored.GetColumn<float>("Score").ToArray()).GetBaseException();
        Assert.IsType<InvalidOperationException>(late);
        Assert.Contains($"'Features' has {length} values in a row; the network takes 2", late.Message, StringComparison.Ordinal);
    }

    private void AssertRefused(IEnumerable<Point> points, string message)
    {
        var trainer = Circles.Trainer(_context, options => options.ExampleWeightColumnName = "Weight");

        var error = Assert.Throws<InvalidOperationException>(() => trainer.Fit(_context.Data.LoadFromEnumerable(points)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private sealed class Wide
    {
        public bool Label { get; set; }

        public float Weight { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];

        [VectorType(2)]
        public double[] Doubles { get; set; } = [1, 2];

        public float[] Unsized { get; set; } = [1, 2];
    }

    private sealed class Unsized
    {
        public float[] Features { get; set; } = [];
    }
}
