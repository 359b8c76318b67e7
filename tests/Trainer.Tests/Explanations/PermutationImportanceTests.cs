using System.Collections.Immutable;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Trainer.Tests.Explanations;

public class PermutationImportanceTests
{
    // A one-hot encoder numbers values as they come.
    private static readonly string[] SlotNames =
        ["Wind", .. Flights.Rows.Select(row => $"CarrierOneHot.{row.Carrier}").Distinct(), "Hour"];

    private readonly MLContext _context = new(seed: 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // ML.NET's own call is the oracle: the same seed, the same permutations, the same numbers to the last bit.
    [Fact]
    public void OfSlotsItIsWhatTheTypedCallOfMlNetGives()
    {
        IDataView data = Flights.Data(_context);
        ITransformer binary = Flights.Binary(_context), multiclass = Flights.Multiclass(_context);
        ITransformer regression = Flights.Regression(_context);

        AssertSame(
            new MLContext(7).BinaryClassification.PermutationFeatureImportance(
                Network(binary), binary.Transform(data), "IsLate", permutationCount: 3),
            new MLContext(7).BinaryClassification.PermutationFeatureImportanceByName(
                binary, data, "IsLate", permutationCount: 3, cancellationToken: Token));
        AssertSame(
            new MLContext(7).MulticlassClassification.PermutationFeatureImportance(
                Network(multiclass), multiclass.Transform(data), "KindKey", permutationCount: 3),
            new MLContext(7).MulticlassClassification.PermutationFeatureImportanceByName(
                multiclass, data, "KindKey", permutationCount: 3, cancellationToken: Token));
        AssertSame(
            new MLContext(7).Regression.PermutationFeatureImportance(
                Network(regression), regression.Transform(data), "Delay", permutationCount: 3),
            _context.Regression.PermutationFeatureImportanceByName(
                regression, data, "Delay", permutationCount: 3, seed: 7, cancellationToken: Token));
    }

    // Again ML.NET's own call is the oracle, with ML.NET's own expression for the scores.
    [Fact]
    public void TwoClassesAreToldApartAtTheModelsThreshold()
    {
        IDataView data = Flights.Data(_context);
        ITransformer even = Flights.Binary(_context);
        ShallowNetworkModel sure = _context.BinaryClassification.ChangeModelThreshold(even, 0.9);

        var expected = new MLContext(7).BinaryClassification.PermutationFeatureImportance(
            new AboveThreshold(Network(even), sure.Network.Model.ScoreThreshold), even.Transform(data), "IsLate",
            permutationCount: 3);

        AssertSame(expected, Rank(sure));
        AssertSame(expected, Rank(EstimatorWorkout.SaveAndLoad(sure, data.Schema)));
        // Where the carrier's slot is another row's, flights have two carriers or none, and the model is in doubt.
        const string Slot = "CarrierOneHot.north";
        BinaryClassificationMetricsStatistics atHalf = Rank(even)[Slot], above = Rank(sure)[Slot];
        Assert.NotEqual(atHalf.Accuracy.Mean, above.Accuracy.Mean);
        Assert.True(above.PositiveRecall.Mean < atHalf.PositiveRecall.Mean - 0.01);
        Assert.Equal(atHalf.AreaUnderRocCurve.Mean, above.AreaUnderRocCurve.Mean, 1e-3);

        ImmutableDictionary<string, BinaryClassificationMetricsStatistics> Rank(ITransformer model)
            => _context.BinaryClassification.PermutationFeatureImportanceByName(
                model, data, "IsLate", permutationCount: 3, seed: 7, cancellationToken: Token);
    }

    [Fact]
    public void LoadedModelsAndTheTransformerAloneGiveTheSame()
    {
        IDataView data = Flights.Data(_context);
        ITransformer binary = Flights.Binary(_context), multiclass = Flights.Multiclass(_context);
        ITransformer regression = Flights.Regression(_context);
        foreach (FeatureGrouping grouping in Enum.GetValues<FeatureGrouping>())
        {
            AssertEqual(
                Ranked(model => _context.BinaryClassification.PermutationFeatureImportanceByName(
                    model, data, "IsLate", grouping, seed: 2, cancellationToken: Token), binary, data));
            AssertEqual(
                Ranked(model => _context.MulticlassClassification.PermutationFeatureImportanceByName(
                    model, data, "KindKey", grouping, seed: 2, cancellationToken: Token), multiclass, data));
            AssertEqual(
                Ranked(model => _context.Regression.PermutationFeatureImportanceByName(
                    model, data, "Delay", grouping, seed: 2, cancellationToken: Token), regression, data));
        }

        AssertEqual((
            _context.Regression.PermutationFeatureImportanceByName(regression, data, "Delay", seed: 2, cancellationToken: Token),
            _context.Regression.PermutationFeatureImportanceByName(
                Network(regression), Before(regression).Transform(data), "Delay", seed: 2, cancellationToken: Token)));

        static (ImmutableDictionary<string, T> Fitted, ImmutableDictionary<string, T> Loaded) Ranked<T>(
            Func<ITransformer, ImmutableDictionary<string, T>> rank, ITransformer model, IDataView data)
            => (rank(model), rank(EstimatorWorkout.SaveAndLoad(model, data.Schema)));
    }

    [Fact]
    public void WhatBelongsTogetherIsPermutedTogether()
    {
        IDataView data = Flights.Data(_context);
        ITransformer model = Flights.Regression(_context);

        var slots = Rank(FeatureGrouping.Slots);
        var categories = Rank(FeatureGrouping.Categories);
        var columns = Rank(FeatureGrouping.Columns);

        Assert.Equal(SlotNames.Order(), slots.Keys.Order());
        Assert.Equal(["CarrierOneHot", "Hour", "Wind"], categories.Keys.Order());
        Assert.Equal(["Carrier", "Hour", "Wind"], columns.Keys.Order());
        // Wind varies by 1/12, what the carrier adds by 1/4: dealt anew, a share v of the variance costs 2 v of R².
        Assert.InRange(columns["Carrier"].RSquared.Mean, -1.7, -1.3);
        Assert.InRange(columns["Wind"].RSquared.Mean, -0.65, -0.35);
        Assert.InRange(columns["Hour"].RSquared.Mean, -0.02, 0.02);
        Assert.InRange(categories["CarrierOneHot"].RSquared.Mean, -1.7, -1.3);
        Assert.All(columns.Values, item => Assert.Equal(20, item.RSquared.Count));
        Assert.InRange(columns["Carrier"].RSquared.StandardDeviation, 1e-3, 0.2);

        ImmutableDictionary<string, RegressionMetricsStatistics> Rank(FeatureGrouping grouping)
            => _context.Regression.PermutationFeatureImportanceByName(
                model, data, "Delay", grouping, permutationCount: 20, seed: 2, cancellationToken: Token);
    }

    // Stages of ML.NET's and custom ones look for all columns that they take, also where no feature comes of them.
    [Fact]
    public void ColumnsThatNoFeatureIsMadeOfStayWhereStagesLookForThem()
    {
        IDataView data = Flights.Data(_context);
        var featurized = _context.Transforms.CopyColumns("Twin", nameof(Flight.Kind))
            .Append(_context.Transforms.Conversion.MapValueToKey("Late", nameof(Flight.IsLate)))
            .Append(_context.Transforms.CustomMapping<Unread, Made>((row, made) => made.Length = row.Kind.Length, null))
            .Append(Flights.Featurize(_context));
        var options = new ShallowNetworkRegressionTrainer.Options
        {
            LabelColumnName = nameof(Flight.Delay), NumberOfHiddenUnits = 4, NumberOfEpochs = 20, L2Regularization = 1e-3,
        };
        ITransformer model = featurized.Append(new ShallowNetworkRegressionTrainer(options)).Fit(data);
        ITransformer plain = Flights.Featurize(_context).Append(new ShallowNetworkRegressionTrainer(options)).Fit(data);

        var ranked = Rank(model);

        Assert.Equal(["Carrier", "Hour", "Wind"], ranked.Keys.Order());
        AssertEqual((Rank(plain), ranked));

        ImmutableDictionary<string, RegressionMetricsStatistics> Rank(ITransformer ranking)
            => _context.Regression.PermutationFeatureImportanceByName(
                ranking, data, nameof(Flight.Delay), FeatureGrouping.Columns, seed: 2, cancellationToken: Token);
    }

    [Fact]
    public void BytesAreRankedToo()
    {
        IDataView bytes = Circles.Bytes(_context);
        ShallowNetworkTransformer model = Circles.Trainer(_context).Fit(bytes);

        var ranked = _context.BinaryClassification.PermutationFeatureImportanceByName(
            model, bytes, seed: 3, cancellationToken: Token);

        // Of a circle both coordinates tell the same.
        Assert.Equal(["slot 0", "slot 1"], ranked.Keys.Order());
        Assert.All(ranked.Values, item => Assert.InRange(item.Accuracy.Mean, -0.5, -0.2));
    }

    [Fact]
    public void RowsWithoutLabelOrFeaturesAreLeftOut()
    {
        ITransformer model = Flights.Regression(_context);
        Flight[] rows =
        [
            new() { Carrier = "east", Wind = float.NaN, Delay = 1 }, .. Flights.Rows[..50],
            new() { Carrier = "east", Delay = float.NaN }, .. Flights.Rows[50..],
        ];

        foreach (FeatureGrouping grouping in Enum.GetValues<FeatureGrouping>())
            AssertEqual((Rank(Flights.Rows, grouping), Rank(rows, grouping)));
        AssertEqual((Rank(Flights.Rows[..60], FeatureGrouping.Columns), Rank(rows, FeatureGrouping.Columns, 60)));
        Assert.Contains("No valid instances found", Assert.Throws<InvalidOperationException>(
            () => Rank(rows[..1], FeatureGrouping.Slots)).Message, StringComparison.Ordinal);

        ImmutableDictionary<string, RegressionMetricsStatistics> Rank(
            Flight[] given, FeatureGrouping grouping, int? most = null)
            => _context.Regression.PermutationFeatureImportanceByName(
                model, _context.Data.LoadFromEnumerable(given), "Delay", grouping, most, seed: 2, cancellationToken: Token);
    }

    [Fact]
    public void WhatCannotBeRankedIsRefused()
    {
        IDataView data = Flights.Data(_context);
        ITransformer model = Flights.Binary(_context), other = Flights.Featurize(_context).Fit(data);
        BinaryClassificationCatalog catalog = _context.BinaryClassification;

        AssertRefused<ArgumentException>(
            () => catalog.PermutationFeatureImportanceByName(other, data, cancellationToken: Token),
            "There is no shallow network in this model.");
        AssertRefused<ArgumentException>(
            () => _context.Regression.PermutationFeatureImportanceByName(model, data, cancellationToken: Token),
            "one of BinaryClassification");
        AssertRefused<ArgumentOutOfRangeException>(
            () => catalog.PermutationFeatureImportanceByName(model, data, cancellationToken: Token), "no label column 'Label'");
        AssertRefused<ArgumentOutOfRangeException>(
            () => catalog.PermutationFeatureImportanceByName(model, data, "Delay", cancellationToken: Token),
            "label column 'Delay': expected Boolean");
        AssertRefused<ArgumentOutOfRangeException>(
            () => catalog.PermutationFeatureImportanceByName(
                model, data, "IsLate", permutationCount: 0, cancellationToken: Token),
            "permutationCount");
        AssertRefused<ArgumentOutOfRangeException>(
            () => catalog.PermutationFeatureImportanceByName(model, data,
            "IsLate", numberOfExamplesToUse: 0, cancellationToken: Token),
            "numberOfExamplesToUse");
        AssertRefused<ArgumentOutOfRangeException>(
            () => catalog.PermutationFeatureImportanceByName(model, data, "IsLate", (FeatureGrouping)7, cancellationToken: Token),
            "grouping");
        IDataView twoKinds = _context.Transforms.Conversion.MapValueToKey("TwoKinds", nameof(Flight.IsLate)).Fit(data)
            .Transform(data);
        AssertRefused<ArgumentOutOfRangeException>(
            () => _context.MulticlassClassification.PermutationFeatureImportanceByName(
                Flights.Multiclass(_context), twoKinds, "TwoKinds", cancellationToken: Token),
            "tells 3 classes apart; the key has 2 values");
        ITransformer classes = Flights.Multiclass(_context);
        string[] kinds = [.. Flights.Rows.Select(row => row.Kind).Distinct()];
        IDataView backwards = _context.Data.LoadFromEnumerable(
            Flights.Rows.OrderByDescending(row => Array.IndexOf(kinds, row.Kind)));
        IDataView otherKeys = _context.Transforms.Conversion.MapValueToKey("OtherKeys", nameof(Flight.Kind)).Fit(backwards)
            .Transform(backwards);
        foreach (ITransformer multiclass in (ITransformer[])[classes, EstimatorWorkout.SaveAndLoad(classes, data.Schema)])
        {
            AssertRefused<ArgumentOutOfRangeException>(
                () => _context.MulticlassClassification.PermutationFeatureImportanceByName(
                    multiclass, otherKeys, "OtherKeys", cancellationToken: Token),
                "label column 'OtherKeys': the model's classes are");
        }

        static void AssertRefused<TException>(Action action, string message)
            where TException : Exception
            => Assert.Contains(message, Assert.Throws<TException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItEndsWhenItIsCancelled()
    {
        ITransformer model = Flights.Binary(_context);
        using var cancellation = new CancellationTokenSource();
        int rows = 0;
        // The first reading goes to the end, and the permutations do not begin.
        IEnumerable<Flight> counted = Flights.Rows.Select(row =>
        {
            if (++rows == Flights.Rows.Length)
                cancellation.Cancel();
            return row;
        });

        Assert.Throws<OperationCanceledException>(() => _context.BinaryClassification.PermutationFeatureImportanceByName(
            model, _context.Data.LoadFromEnumerable(counted), "IsLate", cancellationToken: cancellation.Token));
        Assert.Equal(Flights.Rows.Length, rows);
    }

    private static ShallowNetworkTransformer Network(ITransformer model)
        => ((IEnumerable<ITransformer>)model).SelectMany(Flat).OfType<ShallowNetworkTransformer>().Single();

    private static IEnumerable<ITransformer> Flat(ITransformer model)
        => model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flat) : [model];

    private static ITransformer Before(ITransformer model) => ShallowNetworkModelParameters.FeaturesFromModel(model, out _);

    private static void AssertSame<T>(ImmutableArray<T> expected, ImmutableDictionary<string, T> actual)
        => AssertEqual((SlotNames.Zip(expected).ToImmutableDictionary(item => item.First, item => item.Second), actual));

    private static void AssertEqual<T>((ImmutableDictionary<string, T> Expected, ImmutableDictionary<string, T> Actual) pair)
    {
        Assert.NotEmpty(pair.Expected);
        Assert.Equal(pair.Expected.Keys.Order(), pair.Actual.Keys.Order());
        PropertyInfo[] metrics =
            [.. typeof(T).GetProperties().Where(property => property.PropertyType == typeof(MetricStatistics))];
        Assert.NotEmpty(metrics);
        foreach (string name in pair.Expected.Keys)
        {
            foreach (PropertyInfo metric in metrics)
            {
                var expected = (MetricStatistics)metric.GetValue(pair.Expected[name])!;
                var actual = (MetricStatistics)metric.GetValue(pair.Actual[name])!;
                Assert.Equal(
                    (name, metric.Name, expected.Mean, expected.StandardDeviation, expected.Count),
                    (name, metric.Name, actual.Mean, actual.StandardDeviation, actual.Count));
            }
        }
    }

    private sealed class Unread
    {
        public string Kind { get; set; } = "";
    }

    private sealed class Made
    {
        public float Length { get; set; }
    }
}
