using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Calls;
using MlNetShallow.Trainer.Tests.Multiclass;

namespace MlNetShallow.Trainer.Tests.Explanations;

public class FeatureContributionTests
{
    private const string Contributions = "FeatureContributions";
    private const string Baseline = "BaselineScore";

    private readonly MLContext _context = new(seed: 1);

    // Contributions are rounded to Single one by one.
    [Theory]
    [InlineData("binary")]
    [InlineData("regression")]
    [InlineData("multiclass")]
    public void TheyAddUpToTheDifferenceOfTheScores(string task)
    {
        (IDataView data, ITransformer fitted) = (Flights.Data(_context), Fit(task));
        foreach (ITransformer model in (ITransformer[])[fitted, EstimatorWorkout.SaveAndLoad(fitted, data.Schema)])
        {
            IDataView explained = _context.Model.WithFeatureContributions(model, data).Transform(data);

            double[] scores = task == "multiclass"
                ? [.. explained.GetColumn<float[]>("Score").Select(LogOfTheLargest)]
                : [.. explained.GetColumn<float>("Score").Select(score => (double)score)];
            foreach ((double score, (float baseline, float[] contributions)) in scores.Zip(Explanations(explained)))
                Assert.Equal(score - baseline, contributions.Sum(), 1e-5 * (1 + contributions.Sum(Math.Abs)));
        }

        // ln p over its mean over the classes.
        static double LogOfTheLargest(float[] probabilities)
        {
            double[] logs = [.. probabilities.Select(p => Math.Log(p))];
            return logs.Max() - logs.Average();
        }
    }

    [Fact]
    public void TheyHaveTheNamesOfTheSlotsAndStandBesideAllThatTheModelGives()
    {
        (IDataView data, ITransformer fitted) = (Flights.Data(_context), Fit("multiclass"));

        DataViewSchema explained = _context.Model.WithFeatureContributions(fitted, data).GetOutputSchema(data.Schema);
        VBuffer<ReadOnlyMemory<char>> names = default;
        explained[Contributions].GetSlotNames(ref names);

        Assert.Equal(
            ["Wind", .. Flights.Rows.Select(row => $"CarrierOneHot.{row.Carrier}").Distinct(), "Hour"],
            names.DenseValues().Select(name => name.ToString()));
        Assert.Equal(
            fitted.GetOutputSchema(data.Schema).Select(column => column.Name).Append(Contributions).Append(Baseline).Order(),
            explained.Select(column => column.Name).Order());
    }

    // Services often give nothing but the columns that they answer with; and a column of the name may be one to be dropped.
    [Theory]
    [InlineData("fitted")]
    [InlineData("loaded")]
    [InlineData("restored")]
    public void TheyAreThereWhateverTheModelEndsWith(string form)
    {
        IDataView data = Flights.Data(_context);
        ITransformer whole = Fit("binary");
        IDataView scored = whole.Transform(data);
        (float, float[])[] expected = [.. Explanations(_context.Model.WithFeatureContributions(whole, data).Transform(data))];
        TransformsCatalog transforms = _context.Transforms;
        (IEstimator<ITransformer> End, string[] Columns)[] ends =
        [
            (transforms.SelectColumns("Score"), ["Score"]),
            (transforms.SelectColumns("Score", "PredictedLabel").Append(transforms.CopyColumns("Last", "Score"))
                .Append(transforms.SelectColumns("Last")), ["Last"]),
            (transforms.CopyColumns(Contributions, "Score").Append(transforms.DropColumns(Contributions, "Features", "Wind")),
                [.. scored.Schema.Select(column => column.Name).Except(["Features", "Wind"])]),
        ];
        foreach ((IEstimator<ITransformer> end, string[] columns) in ends)
        {
            ITransformer model = Forms.As(
                form, new TransformerChain<ITransformer>(whole, end.Fit(scored)), data);

            IDataView explained = _context.Model.WithFeatureContributions(model, data).Transform(data);

            Assert.Equal(
                columns.Append(Contributions).Append(Baseline).Distinct().Order(),
                explained.Schema.Select(column => column.Name).Distinct().Order());
            Assert.Equal(expected.Length, explained.GetColumn<float>(Baseline).Count());
            foreach (((float from, float[] why), (float from2, float[] why2)) in expected.Zip(Explanations(explained)))
            {
                Assert.Equal(from, from2);
                Assert.Equal(why, why2);
            }

            VBuffer<ReadOnlyMemory<char>> names = default;
            explained.Schema[Contributions].GetSlotNames(ref names);
            Assert.Equal(6, names.Length);
        }
    }

    [Fact]
    public void AStageThatLosesThemWithoutASayIsNamed()
    {
        IDataView data = Flights.Data(_context);
        var model = new TransformerChain<ITransformer>(Fit("binary"), new ScoreAlone());

        Assert.Contains(
            "A stage after the network, a ScoreAlone, lets no columns through but its own",
            Assert.Throws<InvalidOperationException>(() => _context.Model.WithFeatureContributions(model, data)).Message,
            StringComparison.Ordinal);
    }

    // Of a linear model they are wᵢ (xᵢ − mean xᵢ).
    [Fact]
    public void OfALinearModelTheyAreTheWeightedDistancesFromTheMean()
    {
        IDataView data = Flights.Featurize(_context).Fit(Flights.Data(_context)).Transform(Flights.Data(_context));
        ShallowNetworkTransformer model = _context.Regression.Trainers.ShallowNetwork("Delay", numberOfHiddenUnits: 0).Fit(data);
        float[][] x = [.. data.GetColumn<VBuffer<float>>("Features").Select(row => row.DenseValues().ToArray())];

        IDataView explained = _context.Transforms.CalculateFeatureContribution(model).Fit(data).Transform(data);

        float[] weights = model.Model.Network.W2.ToArray();
        float[] means = [.. Enumerable.Range(0, weights.Length).Select(i => x.Average(row => row[i]))];
        foreach ((float[] row, (_, float[] contributions)) in x.Zip(Explanations(explained)))
        {
            for (int i = 0; i < weights.Length; i++)
                Assert.Equal(weights[i] * (row[i] - means[i]), contributions[i], 1e-5);
        }
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("regression")]
    [InlineData("multiclass")]
    public void PromisesAreKept(string task)
    {
        IDataView data = Flights.Data(_context);
        ITransformer model = Fit(task);
        IDataView scored = model.Transform(data);
        ShallowNetworkTransformer network =
            ((IEnumerable<ITransformer>)model).SelectMany(Flat).OfType<ShallowNetworkTransformer>().Single();

        FeatureContributionEstimator estimator = _context.Transforms.CalculateFeatureContribution(network);
        SchemaShape promised = estimator.GetOutputSchema(EstimatorWorkout.ShapeOf(scored));
        DataViewSchema delivered = estimator.Fit(scored).GetOutputSchema(scored.Schema);

        SchemaShape.Column promise = promised.Single(column => column.Name == Contributions);
        Assert.Equal(SchemaShape.Column.VectorKind.Vector, promise.Kind);
        Assert.Equal(NumberDataViewType.Single, promise.ItemType);
        Assert.Contains(promise.Annotations, annotation => annotation.Name == "SlotNames");
        Assert.Equal(
            delivered.Where(column => !column.IsHidden).Select(column => column.Name).Order(),
            promised.Select(column => column.Name).Order());
        Assert.Equal(
            [.. Explanations(_context.Model.WithFeatureContributions(model, data).Transform(data)).SelectMany(row => row.Values)],
            Explanations(estimator.Fit(scored).Transform(scored)).SelectMany(row => row.Values));

        static IEnumerable<ITransformer> Flat(ITransformer stage)
            => stage is IEnumerable<ITransformer> chain ? chain.SelectMany(Flat) : [stage];
    }

    [Fact]
    public void ABaselineAndAClassCanBeGiven()
    {
        IDataView data = Rings.WithKeys(_context, Rings.Singles(_context));
        ShallowNetworkTransformer model = Rings.Trainer(_context).Fit(data);
        float[] baseline = [0.5f, 0.5f];
        var expected = new IntegratedGradients<float>(model.Model.Network, [0.5, 0.5]);
        float[][] x = [.. data.GetColumn<float[]>("Features")];

        for (uint key = 1; key <= 3; key++)
        {
            IDataView explained = _context.Transforms.CalculateFeatureContribution(
                model, "Why", "From", baseline, key).Fit(data).Transform(data);
            foreach ((float[] row, (float from, float[] why)) in x.Zip(Explanations(explained, "Why", "From")))
            {
                var contributions = new double[2];
                expected.Contributions<float>(row, (int)key - 1, contributions);
                Assert.Equal(contributions.Select(value => (float)value), why);
                Assert.Equal((float)expected.BaselineScore((int)key - 1), from);
            }
        }
    }

    // 255ths of bytes and the same points as Single.
    [Fact]
    public void BytesAreExplainedAsThePointsThatTheyStandFor()
    {
        IDataView bytes = Circles.Bytes(_context), singles = Circles.Singles(_context);
        ShallowNetworkTransformer model = Circles.Trainer(_context).Fit(bytes);

        float[] ofBytes = All(bytes), ofSingles = All(singles);

        Assert.Equal(2 * Circles.Count, ofBytes.Length);
        for (int i = 0; i < ofBytes.Length; i++)
            Assert.Equal(ofSingles[i], ofBytes[i], 1e-4);

        float[] All(IDataView data)
            => [.. Explanations(_context.Model.WithFeatureContributions(model, data).Transform(data))
                .SelectMany(row => row.Values)];
    }

    [Fact]
    public void ARowWithAMissingFeatureGetsNaN()
    {
        foreach (string task in (string[])["binary", "multiclass"])
        {
            ITransformer model = _context.Model.WithFeatureContributions(Fit(task), Flights.Data(_context));
            IDataView gap = _context.Data.LoadFromEnumerable<Flight>([new() { Carrier = "east", Wind = float.NaN }]);

            Assert.All(
                Explanations(model.Transform(gap)).Single().Values, value => Assert.Equal(float.NaN, value));
        }
    }

    [Fact]
    public void AnEngineExplainsSingleRows()
    {
        ITransformer model = _context.Model.WithFeatureContributions(Fit("binary"), Flights.Data(_context));
        PredictionEngine<Flight, Explained> engine = _context.Model.CreatePredictionEngine<Flight, Explained>(model);

        Explained windy = engine.Predict(new() { Wind = 1, Carrier = "north" });

        Assert.True(windy.Score > 0);
        Assert.Equal(windy.Score, windy.BaselineScore + windy.FeatureContributions.Sum(), 1e-4 * windy.Score);
        Assert.True(windy.FeatureContributions[0] > Math.Abs(windy.FeatureContributions[^1]));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        IDataView data = Flights.Data(_context);
        ITransformer binary = Fit("binary"), multiclass = Fit("multiclass");
        ModelOperationsCatalog models = _context.Model;

        AssertRefused<ArgumentException>(
            () => models.WithFeatureContributions(Flights.Featurize(_context).Fit(data), data), "There is no shallow network");
        AssertRefused<ArgumentException>(
            () => models.WithFeatureContributions(binary, data, baseline: [1, 2]), "takes 6 finite features; the baseline has 2");
        AssertRefused<ArgumentException>(
            () => models.WithFeatureContributions(binary, data, baseline: [1, 2, 3, 4, 5, float.NaN]), "not all of them finite");
        AssertRefused<ArgumentOutOfRangeException>(
            () => models.WithFeatureContributions(binary, data, classKey: 1), "not of several classes");
        AssertRefused<ArgumentOutOfRangeException>(
            () => models.WithFeatureContributions(multiclass, data, classKey: 4), "have the keys 1 to 3");
        AssertRefused<InvalidOperationException>(
            () => models.WithFeatureContributions(binary, _context.Data.LoadFromEnumerable(Array.Empty<Flight>())),
            "no row with all features in column 'Features'");
        AssertRefused<ArgumentOutOfRangeException>(
            () => _context.Transforms.CalculateFeatureContribution(Circles.Trainer(_context).Fit(Circles.Singles(_context)))
                .Fit(data),
            "There is no feature column 'Features'");
        using var stream = new MemoryStream();
        AssertRefused<Exception>(
            () => models.Save(models.WithFeatureContributions(binary, data), data.Schema, stream), "contract");

        static void AssertRefused<TException>(Action action, string message)
            where TException : Exception
            => Assert.Contains(message, Assert.ThrowsAny<TException>(action).Message, StringComparison.Ordinal);
    }

    private ITransformer Fit(string task) => task switch
    {
        "binary" => Flights.Binary(_context),
        "multiclass" => Flights.Multiclass(_context),
        _ => Flights.Regression(_context),
    };

    private static IEnumerable<(float BaselineScore, float[] Values)> Explanations(
        IDataView explained, string contributions = Contributions, string baseline = Baseline)
        => explained.GetColumn<float>(baseline).Zip(explained.GetColumn<float[]>(contributions));

    /// <summary>A transformer of a user's own.</summary>
    private sealed class ScoreAlone : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
        {
            var builder = new DataViewSchema.Builder();
            builder.AddColumn("Score", NumberDataViewType.Single);
            return builder.ToSchema();
        }

        public IDataView Transform(IDataView input) => throw new NotSupportedException();

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();
    }

    private sealed class Explained
    {
        public float Score { get; set; }

        public float BaselineScore { get; set; }

        public float[] FeatureContributions { get; set; } = [];
    }
}
