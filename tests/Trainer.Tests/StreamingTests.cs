using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Without caching, each epoch reads the data view again.</summary>
public class StreamingTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void DataThatFitInABlockTrainToTheSameBitsAsInMemory()
    {
        Assert.Equal(
            Circles.Trainer(_context, Few).Fit(Circles.Bytes(_context)).Model.Network.W1.ToArray(),
            Circles.Trainer(_context, Uncached).Fit(Circles.Bytes(_context)).Model.Network.W1.ToArray());
        Assert.Equal(
            Rings.Trainer(_context, Few).Fit(Rings.Singles(_context)).Model.Network.W1.ToArray(),
            Rings.Trainer(_context, Uncached).Fit(Rings.Singles(_context)).Model.Network.W1.ToArray());
        Assert.Equal(
            Waves.Trainer(_context, Few).Fit(Waves.Singles(_context)).Model.Network.W1.ToArray(),
            Waves.Trainer(_context, Uncached).Fit(Waves.Singles(_context)).Model.Network.W1.ToArray());

        static void Few(ShallowNetworkTrainerBase.OptionsBase options)
            => (options.Optimizer, options.LearningRate, options.NumberOfEpochs) = (Optimizer.Adam(), 0.01, 5);

        static void Uncached(ShallowNetworkTrainerBase.OptionsBase options)
        {
            Few(options);
            options.CacheData = false;
        }
    }

    [Fact]
    public void RowsAreReadOnceForALookAndOnceAnEpoch()
    {
        int reads = 0;
        IDataView data = _context.Data.LoadFromEnumerable(Circles.Points.Select(point =>
        {
            reads++;
            return point;
        }));

        var model = Circles.Trainer(_context, options => (options.CacheData, options.NumberOfEpochs) = (false, 3))
            .Fit(data).Model;

        Assert.Equal(4 * Circles.Count, reads);
        Assert.Equal(Circles.Count, model.TrainingRows);
    }

    [Fact]
    public void ManyBlocksTrainAsWell()
    {
        // 4,000 rows of 30,000 values are 480 MB, which is seven blocks; the first value tells the label. Of the others so many
        // are not 0 that the rows are dense.
        var schema = SchemaDefinition.Create(typeof(LongRow));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 30_000);
        var buffer = new float[30_000];
        buffer.AsSpan(1_000, 8_000).Fill(0.001f);
        IDataView data = _context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 4_000).Select(i =>
            {
                buffer[0] = (i % 2) - 0.5f;
                buffer[1 + (i % 100)] = (i % 7) / 7f;
                return new LongRow { Label = i % 2 == 1, Features = new VBuffer<float>(buffer.Length, buffer) };
            }),
            schema);

        var model = _context.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            CacheData = false,
            NumberOfHiddenUnits = 0,
            NumberOfEpochs = 1,
            LearningRate = 0.5,
            FeatureScaling = FeatureScaling.None,
        }).Fit(data);

        Assert.Equal(4_000, model.Model.TrainingRows);
        Assert.True(model.Model.Network.W2[0] > 1);
    }

    [Fact]
    public void EarlyStoppingAndValidationDataWorkAsInMemory()
    {
        var split = _context.Data.TrainTestSplit(Circles.Singles(_context), testFraction: 0.3, seed: 1);

        ShallowNetworkModelParameters Learn(bool cache, bool validationData)
        {
            var trainer = Circles.Trainer(_context, options =>
            {
                (options.CacheData, options.NumberOfEpochs) = (cache, 6);
                options.EarlyStopping = new EarlyStopping(Patience: 2, ValidationFraction: 0.25);
                options.ClassWeights = ClassWeights.Balanced;
                options.FeatureScaling = FeatureScaling.MeanVariance;
            });
            return (validationData ? trainer.Fit(split.TrainSet, split.TestSet) : trainer.Fit(split.TrainSet)).Model;
        }

        foreach (bool validationData in (bool[])[false, true])
        {
            TrainingHistory expected = Learn(cache: true, validationData).History, actual = Learn(false, validationData).History;
            Assert.Equal(expected.Count, actual.Count);
            for (int i = 0; i < expected.Count; i++)
            {
                Assert.Equal(expected[i].Cost, actual[i].Cost, 1e-6);
                Assert.Equal(expected[i].ValidationCost!.Value, actual[i].ValidationCost!.Value, 1e-6);
            }
        }
    }

    private sealed class LongRow
    {
        public bool Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }
}
