using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Labels and options that a training can do little or nothing with.</summary>
public class AwkwardTrainingTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AKeyBeyondItsTypeIsNamedWithItsRow(bool isCached)
    {
        var data = new KeyedRows(count: 3, [1, 2, 3, 4, 1]);

        var error = Assert.Throws<InvalidOperationException>(
            () => Rings.Trainer(_context, options => options.CacheData = isCached).Fit(data));

        Assert.Equal("The label column 'Label' has key 4 in row 3; its type has 3 values.", error.Message);
    }

    [Fact]
    public void AClassThatTheTrainingPartLacksIsLearntAsRare()
    {
        // One row of the third class: the part that is held out leaves it to train on.
        IDataView data = Rings.WithKeys(_context, _context.Data.LoadFromEnumerable(
            Rings.Points.Where(point => point.Class != "outer").Append(Rings.Points.First(point => point.Class == "outer"))));

        var model = Rings.Trainer(_context, options =>
        {
            options.NumberOfEpochs = 3;
            options.EarlyStopping = new EarlyStopping(ValidationFraction: 0.5);
            options.ClassWeights = ClassWeights.Balanced;
        }).Fit(data);

        Assert.Equal(3, model.Model.Network.Shape.Outputs);
        Assert.All(
            model.Transform(data).GetColumn<VBuffer<float>>("Score"),
            score => Assert.Equal(1, score.DenseValues().Sum(), 1e-5f));
    }

    [Fact]
    public void AFractionThatHoldsNoRowOutIsNamedWithTheNumberOfRows()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Waves.Points.Take(3));

        var error = Assert.Throws<ArgumentException>(() => Waves.Trainer(
            _context, options => options.EarlyStopping = new EarlyStopping(ValidationFraction: 0.01)).Fit(data));

        Assert.Contains("ValidationFraction 0.01 of 3 examples holds none out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LbfgsWithDropoutOrAScheduleIsRefusedNamingBoth()
    {
        var dropout = Assert.Throws<ArgumentException>(() => Waves.Trainer(
            _context, options => (options.Optimizer, options.BatchSize, options.Dropout) = (Optimizer.Lbfgs(), null, 0.25)));
        var schedule = Assert.Throws<ArgumentException>(() => Waves.Trainer(_context, options =>
            (options.Optimizer, options.BatchSize, options.LearningRateSchedule)
                = (Optimizer.Lbfgs(), null, LearningRateSchedule.Cosine())));

        Assert.Contains("Optimizer L-BFGS", dropout.Message, StringComparison.Ordinal);
        Assert.Contains("Dropout must be 0, not 0.25", dropout.Message, StringComparison.Ordinal);
        Assert.Contains("Optimizer L-BFGS", schedule.Message, StringComparison.Ordinal);
        Assert.Contains("LearningRateSchedule must be constant", schedule.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void CancelledBeforeTheFirstEpochItIsTheNetworkThatTrainingStartsFrom(bool isCached, bool isLbfgs)
    {
        using var cancellation = new CancellationTokenSource();
        IDataView data = _context.Data.LoadFromEnumerable(Rows());

        var model = Circles.Trainer(_context, options =>
        {
            (options.CacheData, options.CancellationToken) = (isCached, cancellation.Token);
            if (isLbfgs)
                (options.Optimizer, options.BatchSize) = (Optimizer.Lbfgs(), 0);
        }).Fit(data);

        ShallowNetwork<float> start = ShallowNetwork<float>.Initialize(
            new NetworkShape(2, 8, Activation.Tanh), WeightInitialization.Xavier, seed: 1);
        Assert.Equal(start.W1.ToArray(), model.Model.Network.W1.ToArray());
        Assert.Empty(model.Model.History);
        ITransformer loaded = EstimatorWorkout.SaveAndLoad(model, data.Schema);
        Assert.Equal(StopReason.Cancelled, ShallowNetworkModelParameters.FromModel(loaded).StopReason);

        IEnumerable<Point> Rows()
        {
            foreach (Point point in Circles.Points)
            {
                cancellation.Cancel();
                yield return point;
            }
        }
    }

    /// <summary>Rows with keys as they are given, which ML.NET's own views would mend.</summary>
    private sealed class KeyedRows(ulong count, uint[] keys) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema { get; } = Build(count);

        public long? GetRowCount() => keys.Length;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
            => new Cursor(Schema, keys);

        public DataViewRowCursor[] GetRowCursorSet(
            IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
            => [GetRowCursor(columnsNeeded, rand)];

        private static DataViewSchema Build(ulong count)
        {
            var builder = new DataViewSchema.Builder();
            builder.AddColumn("Label", new KeyDataViewType(typeof(uint), count));
            builder.AddColumn("Features", new VectorDataViewType(NumberDataViewType.Single, 2));
            return builder.ToSchema();
        }

        private sealed class Cursor(DataViewSchema schema, uint[] keys) : DataViewRowCursor
        {
            private long _position = -1;

            public override DataViewSchema Schema => schema;

            public override long Position => _position;

            public override long Batch => 0;

            public override ValueGetter<DataViewRowId> GetIdGetter()
                => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

            public override bool IsColumnActive(DataViewSchema.Column column) => true;

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
                => (ValueGetter<TValue>)(Delegate)(column.Name == "Label"
                    ? (ValueGetter<uint>)((ref uint key) => key = keys[_position])
                    : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> features)
                        => features = new VBuffer<float>(2, [_position, 1])));

            public override bool MoveNext() => ++_position < keys.Length;
        }
    }
}
