using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Feature vectors of which most values are 0: trained and scored by their non-zeros.</summary>
public class SparseFeaturesTests
{
    private const int Columns = 2000;

    private static readonly WideRow[] Rows = [.. Draw(new Random(7), 300)];

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Workout()
        => EstimatorWorkout.Run(Trainer(), _context.Data.LoadFromEnumerable(Rows), annotationsAreSaved: false);

    [Theory]
    [InlineData("all sparse")]
    [InlineData("dense but for the first")]
    [InlineData("sparse but for the first")]
    public void TrainsAsOnTheDenseVectors(string form)
    {
        IDataView dense = _context.Data.LoadFromEnumerable(Rows.Select(Dense));
        IDataView mixed = _context.Data.LoadFromEnumerable(
            Rows.Select((row, i) => form == "all sparse" || (i == 0) == (form == "dense but for the first") ? row : Dense(row)));

        var fromDense = Trainer().Fit(dense);
        var fromMixed = Trainer().Fit(mixed);

        // Sums are taken in another order, so they round differently, at each of 200 steps.
        AssertClose(fromDense.Model.Network.W1.ToArray(), fromMixed.Model.Network.W1.ToArray(), 1e-4f);
        AssertClose(Scores(fromDense, dense), Scores(fromMixed, dense), 1e-3f);
        Assert.Contains(Scores(fromDense, dense), score => score > 1);
    }

    [Fact]
    public void OneModelScoresARowInEitherFormAlike()
    {
        var model = Trainer().Fit(_context.Data.LoadFromEnumerable(Rows));

        // The last bits may differ: the two forms of a row are summed in different orders.
        AssertClose(
            Scores(model, _context.Data.LoadFromEnumerable(Rows.Select(Dense))),
            Scores(model, _context.Data.LoadFromEnumerable(Rows)),
            1e-5f);
    }

    [Fact]
    public void ASetThatIsSparseInNameOnlyTrainsAsADenseOne()
    {
        var points = Circles.Points.Select(point => new Point
        {
            Label = point.Label,
            Features = [point.Features[0] < 0.5f ? 0 : point.Features[0], point.Features[1]],
        }).ToArray();
        Assert.False(SparsePoint.From(points.First(point => point.Features[0] == 0)).Features.IsDense);
        IDataView dense = _context.Data.LoadFromEnumerable(points.OrderBy(point => point.Features[0]));
        IDataView sparse = _context.Data.LoadFromEnumerable(points.OrderBy(point => point.Features[0]).Select(SparsePoint.From));

        var fromDense = Circles.Trainer(_context).Fit(dense);
        var fromSparse = Circles.Trainer(_context).Fit(sparse);

        Assert.Equal(fromDense.Model.Network.W1.ToArray(), fromSparse.Model.Network.W1.ToArray());
    }

    [Fact]
    public void APredictionEngineAndALoadedModelGiveTheSameBits()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rows);
        var model = Trainer().Fit(data);
        float[] scores = Scores(model, data);
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        using var engine = _context.Model.CreatePredictionEngine<WideRow, Prediction>(model);
        using var loadedEngine = _context.Model.CreatePredictionEngine<WideRow, Prediction>(loaded);

        Assert.Equal(scores, Scores(loaded, data));
        Assert.Equal(scores, Rows.Select(row => engine.Predict(row).Score));
        Assert.Equal(scores, Rows.Select(row => loadedEngine.Predict(row).Score));
    }

    [Fact]
    public void SparseAndDenseRowsInTurnAreScoredAsAlone()
    {
        WideRow[] rows = [.. Rows.Select((row, i) => i % 3 == 0 ? row : Dense(row))];
        var model = Trainer().Fit(_context.Data.LoadFromEnumerable(Rows));
        using var engine = _context.Model.CreatePredictionEngine<WideRow, Prediction>(model);

        float[] scores = Scores(model, _context.Data.LoadFromEnumerable(rows));

        Assert.Equal(rows.Select(row => engine.Predict(row).Score), scores);
    }

    [Fact]
    public void ASparseRowWithAMissingValueIsSkippedInTrainingAndGetsNaN()
    {
        var missing = new WideRow { Features = new VBuffer<float>(Columns, 2, [1, float.NaN], [3, 70]) };
        IDataView data = _context.Data.LoadFromEnumerable(Rows.Append(missing));

        var model = Trainer().Fit(data);

        Assert.Equal((Rows.LongLength, 1L), (model.Model.TrainingRows, model.Model.SkippedRows));
        Assert.True(float.IsNaN(Scores(model, data)[^1]));
    }

    [Fact]
    public void WhatWouldNotFitInMemoryDenseTrainsAndScores()
    {
        // 20,000 × 1,000,000 values would take 80 GB.
        long allocated = GC.GetTotalAllocatedBytes();
        var schema = SchemaDefinition.Create(typeof(WideRow));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1_000_000);
        IDataView data = _context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 20_000).Select(i => new WideRow
            {
                Label = i % 2 == 1,
                Features = new VBuffer<float>(1_000_000, 2, [1, 1], i % 2 == 1 ? [0, 1 + i] : [1 + i, 999_999]),
            }),
            schema);

        var model = Circles.Trainer(
            _context,
            options => (options.NumberOfHiddenUnits, options.NumberOfEpochs, options.BatchSize) = (2, 2, 1000)).Fit(data);

        Assert.Equal(1, _context.BinaryClassification.Evaluate(model.Transform(data)).Accuracy);
        // Other tests that run meanwhile count too.
        Assert.InRange(GC.GetTotalAllocatedBytes() - allocated, 0, 8L << 30);
    }

    private ShallowNetworkBinaryTrainer Trainer() => Circles.Trainer(_context, options => options.NumberOfEpochs = 20);

    private static IEnumerable<WideRow> Draw(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            // Of the label tell the columns below 20, of which each row has one.
            int[] indices = [random.Next(20), .. Enumerable.Range(0, 9).Select(k => 20 + (200 * k) + random.Next(200))];
            yield return new WideRow
            {
                Label = indices[0] % 2 == 0,
                Features = new VBuffer<float>(Columns, 10, [.. indices.Select(_ => 0.5f + random.NextSingle())], indices),
            };
        }
    }

    private static WideRow Dense(WideRow row)
        => new() { Label = row.Label, Features = new VBuffer<float>(Columns, [.. row.Features.DenseValues()]) };

    private static float[] Scores(ITransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float>("Score")];

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    private sealed class WideRow
    {
        public bool Label { get; set; }

        [VectorType(Columns)]
        public VBuffer<float> Features { get; set; }
    }
}
