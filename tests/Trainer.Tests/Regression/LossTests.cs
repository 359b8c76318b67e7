using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Trainer.Tests.Regression;

/// <summary>Regression by other losses than the squared error.</summary>
public sealed class LossTests : IDisposable
{
    private const int Count = 400;

    private static readonly RegressionLoss Interval = RegressionLoss.Quantile(0.1, 0.5, 0.9);

    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("losses-").FullName;

    public static TheoryData<string, bool> LossesAndFeatures => new MatrixTheoryData<string, bool>(
        ["absolute", "huber 0.5", "quantile 0.9", "quantile 0.1 0.9", "quantile 0.1 0.5 0.9", "poisson", "gamma"], [false, true]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("absolute", false)]
    [InlineData("poisson", false)]
    [InlineData("gamma", true)]
    [InlineData("quantile 0.1 0.9", false)]
    [InlineData("quantile 0.1 0.5 0.9", true)]
    public void Workout(string text, bool bytes)
        => EstimatorWorkout.Run(Trainer(RegressionLoss.Parse(text), epochs: 3), Data(bytes), annotationsAreSaved: false);

    [Fact]
    public void QuantilesCoverWhatTheyShouldAndNeverCross()
    {
        IDataView scored = Trainer(Interval).Fit(Data()).Transform(Data());

        float[] labels = [.. scored.GetColumn<float>("Label")], low = [.. scored.GetColumn<float>("Quantile0.1")],
            middle = [.. scored.GetColumn<float>("Quantile0.5")], high = [.. scored.GetColumn<float>("Quantile0.9")];
        Assert.Equal(middle, scored.GetColumn<float>("Score"));
        for (int i = 0; i < Count; i++)
        {
            Assert.True(low[i] <= middle[i]);
            Assert.True(middle[i] <= high[i]);
        }

        // At the minimum a tenth is below, to as many rows as there are weights.
        Assert.InRange(labels.Zip(low).Count(pair => pair.First < pair.Second), 0.08 * Count, 0.12 * Count);
        Assert.InRange(labels.Zip(high).Count(pair => pair.First > pair.Second), 0.08 * Count, 0.12 * Count);
        // The spread of the labels grows with the first feature, and so does the interval.
        double[] widths = [.. low.Zip(high, (from, to) => (double)(to - from))];
        float[] x = [.. Rows.Select(row => row.Features[0])];
        Assert.True(Enumerable.Range(0, Count).Where(i => x[i] > 0.8).Average(i => widths[i])
            > 2 * Enumerable.Range(0, Count).Where(i => x[i] < 0.2).Average(i => widths[i]));
    }

    [Theory]
    [MemberData(nameof(LossesAndFeatures))]
    public void ALoadedModelKnowsItsLossAndIsInOnnxToo(string text, bool bytes)
    {
        IDataView data = Data(bytes);
        ShallowNetworkTransformer model = Trainer(RegressionLoss.Parse(text), epochs: 10).Fit(data);
        string file = Path.Combine(_folder, "model.zip"), onnx = Path.Combine(_folder, "model.onnx");
        _context.Model.Save(model, data.Schema, file);
        ShallowNetworkModel loaded = new MLContext().Model.LoadShallowNetwork(file, out _);
        model.Model.SaveAsOnnx(onnx);

        Assert.Equal(text, loaded.Network.Model.Loss!.ToString());
        Assert.Equal(model.Model.QuantileColumnNames, loaded.Network.Model.QuantileColumnNames);
        IDataView expected = model.Transform(data);
        foreach (string column in (string[])["Score", .. model.Model.QuantileColumnNames])
            Assert.Equal(expected.GetColumn<float>(column), loaded.Transform(data).GetColumn<float>(column));
        if (bytes)
            return;
        string[] outputs = model.Model.QuantileColumnNames.Count > 0 ? ["score", "quantiles"] : ["score"];
        IDataView applied = _context.Transforms.CopyColumns("features", "Features")
            .Append(_context.Transforms.ApplyOnnxModel(outputs, ["features"], onnx)).Fit(data).Transform(data);
        AssertClose(expected.GetColumn<float>("Score"), Values("score"));
        if (outputs.Length > 1)
        {
            float[][] columns = [.. model.Model.QuantileColumnNames.Select(name => expected.GetColumn<float>(name).ToArray())];
            AssertClose(Enumerable.Range(0, Count).SelectMany(i => columns.Select(column => column[i])), Values("quantiles"));
        }

        IEnumerable<float> Values(string column)
            => applied.GetColumn<VBuffer<float>>(column).SelectMany(value => value.DenseValues());
    }

    [Fact]
    public void CountsArePredictedAboveZeroAndAsWellAsByTheirTrueMean()
    {
        float[] labels = [.. Rows.Select(row => row.Label)];
        float[] byPoisson =
            [.. Trainer(RegressionLoss.Poisson).Fit(Data()).Transform(Data()).GetColumn<float>("Score")];

        Assert.All(byPoisson, score => Assert.True(score > 0));
        float[] truth = [.. Rows.Select(row => 1 + MathF.Exp(2 * row.Features[0]))], guess = RegressionLoss.Poisson.BestConstant(labels);
        double ofTruth = RegressionLoss.Poisson.Mean(truth, labels), ofModel = RegressionLoss.Poisson.Mean(byPoisson, labels);
        Assert.InRange(ofModel, 0.9 * ofTruth, 1.02 * ofTruth);
        Assert.True(ofModel < RegressionLoss.Poisson.Mean([.. labels.Select(_ => guess[0])], labels));
        Assert.Equal(labels.Average(), guess[0], 1e-4);
        Assert.Equal(labels.Average(), byPoisson.Average(), 0.05);
    }

    [Fact]
    public void ContributionsAndImportancesAreOfTheLogitAndTheScore()
    {
        IDataView data = Data();
        ShallowNetworkTransformer model = Trainer(RegressionLoss.Poisson, epochs: 30).Fit(data);

        IDataView explained = _context.Transforms.CalculateFeatureContribution(model).Fit(data).Transform(model.Transform(data));
        float[] score = [.. explained.GetColumn<float>("Score")], baseline = [.. explained.GetColumn<float>("BaselineScore")];
        float[][] contributions = [.. explained.GetColumn<VBuffer<float>>("FeatureContributions").Select(all => all.DenseValues().ToArray())];
        for (int i = 0; i < Count; i++)
            Assert.Equal(Math.Log(score[i]), baseline[i] + contributions[i].Sum(), 1e-4);

        ShallowNetworkTransformer quantiles = Trainer(Interval, epochs: 30).Fit(data);
        explained = _context.Transforms.CalculateFeatureContribution(quantiles).Fit(data).Transform(quantiles.Transform(data));
        Assert.All(
            explained.GetColumn<float>("Score").Zip(
                explained.GetColumn<float>("BaselineScore"), explained.GetColumn<VBuffer<float>>("FeatureContributions")),
            row => Assert.Equal(row.First, row.Second + row.Third.DenseValues().Sum(), 1e-4));
        var importance = _context.Regression.PermutationFeatureImportanceByName(
            quantiles, data, permutationCount: 1, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(importance.Values.Max(each => each.RSquared.Mean) <= 0.1);
    }

    [Theory]
    [InlineData("poisson", -2, "has -2 in row 1; with loss poisson labels are counts of at least 0")]
    [InlineData("gamma", 0, "has 0 in row 1; with loss gamma labels are above 0")]
    public void ALabelThatTheLossDoesNotKnowIsRefusedByColumnAndRow(string text, float label, string message)
    {
        IDataView data = _context.Data.LoadFromEnumerable([Rows[0], new Row { Label = label, Features = [0, 0] }]);

        foreach (bool caches in (bool[])[false, true])
        {
            var error = Assert.Throws<InvalidOperationException>(
                () => Trainer(RegressionLoss.Parse(text), change: options => options.CacheData = caches).Fit(data));
            Assert.Contains("The label column 'Label' " + message, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NumbersOutOfTheirRangeAreRefusedWhenTheTrainerIsMade()
    {
        Assert.Contains("HuberDelta must be above 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => Trainer(RegressionLoss.Huber(-1))).Message, StringComparison.Ordinal);
        Assert.Contains("QuantileLevel must be above 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>(
            () => Trainer(RegressionLoss.Quantile(0.5, 1.5))).Message, StringComparison.Ordinal);
        Assert.Contains("level 0.5 is given twice", Assert.Throws<ArgumentException>(
            () => Trainer(RegressionLoss.Quantile(0.5, 0.5))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Trainer(null!));
    }

    [Fact]
    public void AWarmStartGoesOnFromWhatWasLearnt()
    {
        IDataView data = Data();
        foreach (RegressionLoss loss in (RegressionLoss[])[Interval, RegressionLoss.Poisson])
        {
            ShallowNetworkModelParameters first = Trainer(loss, epochs: 20).Fit(data).Model;

            ShallowNetworkModelParameters second = Trainer(loss, epochs: 1).Fit(data, first).Model;

            Assert.InRange(second.History[0].Cost, 0.9 * first.History[^1].Cost, 1.05 * first.History[^1].Cost);
        }
    }

    /// <summary>Counts, at least 1, whose mean is 1 + e^(2 x) and does not depend on the other feature.</summary>
    private static Row[] Rows { get; } = [.. Draw(new Random(7))];

    private static IEnumerable<Row> Draw(Random random)
    {
        for (int i = 0; i < Count; i++)
        {
            float x = random.Next(256) / 255f, other = random.Next(256) / 255f;
            // The number of events of a Poisson process in a unit of time.
            int events = -1;
            for (double time = 0, rate = Math.Exp(2 * x); time < 1; time -= Math.Log(1 - random.NextDouble()) / rate)
                events++;
            yield return new Row { Features = [x, other], Label = 1 + Math.Max(0, events) };
        }
    }

    private IDataView Data(bool bytes = false) => bytes
        ? _context.Data.LoadFromEnumerable(Rows.Select(row => new ByteRow
        {
            Label = row.Label, Features = [.. row.Features.Select(value => (byte)Math.Round(255 * value))],
        }))
        : _context.Data.LoadFromEnumerable(Rows);

    private ShallowNetworkRegressionTrainer Trainer(
        RegressionLoss loss, int? epochs = null, Action<ShallowNetworkRegressionTrainer.Options>? change = null)
    {
        var options = new ShallowNetworkRegressionTrainer.Options
        {
            Loss = loss, NumberOfHiddenUnits = 4, Activation = Activation.Softplus, NumberOfEpochs = epochs ?? 100,
            L2Regularization = 1e-3,
        };
        change?.Invoke(options);
        return _context.Regression.Trainers.ShallowNetwork(options);
    }

    private static void AssertClose(IEnumerable<float> expected, IEnumerable<float> actual)
    {
        foreach ((float ours, float theirs) in expected.Zip(actual))
            Assert.Equal(ours, theirs, 1e-5 * Math.Max(1, Math.Abs(ours)));
        Assert.Equal(expected.Count(), actual.Count());
    }

    private sealed class Row
    {
        public float Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class ByteRow
    {
        public float Label { get; set; }

        [VectorType(2)]
        public byte[] Features { get; set; } = [];
    }
}
