using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Onnx;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Trainer.Tests.Regression;

/// <summary>Counts and amounts of as much of something as a column has the logarithm of.</summary>
public sealed class OffsetTests
{
    private const int Count = 300;

    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string, bool> LossesAndFeatures
        => new MatrixTheoryData<string, bool>(["poisson", "gamma"], [false, true]);

    [Theory, MemberData(nameof(LossesAndFeatures))]
    public void Workout(string loss, bool bytes)
        => EstimatorWorkout.Run(Trainer(loss, options => options.NumberOfEpochs = 3), Data(bytes), annotationsAreSaved: false);

    /// <summary>12 events in 2 + 4 years without the feature, 8 in 1 + 1 years with it: the rates are 2 and 4. The amounts of a year
    /// are 1 and 3 without, 5 and 7 with it: the mean amounts are 2 and 6.</summary>
    [Theory]
    [InlineData("poisson", 3, 9, 2, 6, 2, 4)]
    [InlineData("gamma", 2, 12, 5, 7, 2, 6)]
    public void RatesOfTwoGroupsByHand(string loss, float a, float b, float c, float d, double without, double with)
    {
        IDataView data = _context.Data.LoadFromEnumerable(
        [
            Row(a, 2, 0), Row(b, 4, 0), Row(c, 1, 1), Row(d, 1, 1),
        ]);

        foreach (bool scales in (bool[])[true, false])
        {
            ShallowNetworkTransformer model = Trainer(loss, options => Linear(options).ScaleTarget = scales).Fit(data);

            Assert.Equal(Math.Log(without), model.Model.Network.B2[0], 1e-4);
            Assert.Equal(Math.Log(with / without), model.Model.Network.W2[0], 1e-4);
            float[] scores = [.. model.Transform(data).GetColumn<float>("Score")];
            foreach ((float score, double expected) in scores.Zip([2 * without, 4 * without, with, with]))
                Assert.Equal(expected, score, 1e-3);
        }

        static Row Row(float label, float years, float feature)
            => new() { Label = label, Offset = MathF.Log(years), Features = [feature, 0], Weight = 1 };
    }

    /// <summary>Against Newton's method in double precision on the likelihood as it is written in textbooks, offset and all.</summary>
    [Theory]
    [InlineData("poisson", false)]
    [InlineData("poisson", true)]
    [InlineData("gamma", false)]
    [InlineData("gamma", true)]
    public void TheMinimumIsThatOfTheLikelihood(string loss, bool weighted)
    {
        ShallowNetworkTransformer model = Trainer(loss, options =>
        {
            Linear(options);
            if (weighted)
                options.ExampleWeightColumnName = "Weight";
        }).Fit(Data());

        double[] expected = Newton(loss, Rows, weighted);
        Assert.Equal(expected[0], model.Model.Network.B2[0], 2e-4);
        Assert.Equal(expected[1], model.Model.Network.W2[0], 2e-4);
        Assert.Equal(expected[2], model.Model.Network.W2[1], 2e-4);
    }

    /// <summary>In each step, so that it is so before the minimum, too.</summary>
    [Theory]
    [InlineData("poisson", 0, 100)]
    [InlineData("gamma", 0, 100)]
    [InlineData("poisson", 3, 5)]
    [InlineData("gamma", 3, 5)]
    public void AConstantInAllOffsetsIsTakenFromTheBias(string loss, int hiddenUnits, int steps)
    {
        const float Constant = 1.5f;
        ShallowNetworkRegressionTrainer trainer = Trainer(loss, options
            => (options.L2Regularization, options.NumberOfHiddenUnits, options.NumberOfEpochs) = (0, hiddenUnits, steps));

        ShallowNetwork<float> plain = trainer.Fit(Data()).Model.Network;
        ShallowNetwork<float> shifted = trainer.Fit(Data(change: row => row.Offset += Constant)).Model.Network;

        Assert.Equal(plain.B2[0] - Constant, shifted.B2[0], 1e-3);
        foreach ((float before, float after) in plain.W2.ToArray().Zip(shifted.W2.ToArray()))
            Assert.Equal(before, after, 1e-3);
    }

    [Theory]
    [InlineData("poisson", false)]
    [InlineData("gamma", true)]
    public void AllWaysToScoreAddTheOffset(string loss, bool bytes)
    {
        IDataView data = Data(bytes);
        ShallowNetworkTransformer model = Trainer(loss).Fit(data);
        float[] expected = [.. ShallowNetworkLogits(model, data).Zip(Rows, (z, row) =>
        {
            float prediction = 0;
            OutputFunction.Apply(OutputLayer.Exponential, [z + row.Offset], new Span<float>(ref prediction));
            return prediction;
        })];

        Assert.Equal(expected, model.Transform(data).GetColumn<float>("Score"));
        Assert.Equal(expected, OneByOne(model, data));
        (ITransformer loaded, ShallowNetworkModel restored) = SaveAndLoad(model, data.Schema);
        Assert.Equal(expected, loaded.Transform(data).GetColumn<float>("Score"));
        Assert.Equal(expected, restored.Transform(data).GetColumn<float>("Score"));
        Assert.Equal("Offset", restored.Network.Model.OffsetColumnName);
        // Once more, as a model that was restored is saved by its own.
        Assert.Equal(
            expected, SaveAndLoad(restored, data.Schema).Loaded.Transform(data).GetColumn<float>("Score"));
    }

    [Fact]
    public void AnOffsetThatIsMissingHasNoScoreAndIsNotLearntFrom()
    {
        IDataView data = Data(change: row => row.Offset = row.Features[0] > 0.9f ? float.NaN
            : row.Features[0] < 0.1f ? float.NegativeInfinity : row.Offset);
        int missing = Rows.Count(row => row.Features[0] is > 0.9f or < 0.1f);
        ShallowNetworkTransformer model = Trainer("poisson").Fit(data);

        Assert.Equal(missing, model.Model.SkippedRows);
        Assert.Contains(model.Model.Messages, message => message.Contains($": {missing} offset.", StringComparison.Ordinal));
        foreach (ITransformer each in (ITransformer[])[model, SaveAndLoad(model, data.Schema).Loaded])
        {
            Assert.Equal(
                Rows.Select(row => row.Features[0] is > 0.9f or < 0.1f),
                each.Transform(data).GetColumn<float>("Score").Select(float.IsNaN));
        }
    }

    [Fact]
    public void ACachedTrainingAndOneFromBlocksAndItsValidationAreOfTheSameExamples()
    {
        ShallowNetworkTransformer cached = Trainer("poisson", options => Few(options)).Fit(Data(), Data());
        ShallowNetworkTransformer read = Trainer("poisson", options => Few(options).CacheData = false).Fit(Data(), Data());

        EpochRecord last = cached.Model.History[^1];
        Assert.Equal(last.Cost, read.Model.History[^1].Cost, 1e-4);
        // The cost of the training data at the end of an epoch, and its cost as validation.
        Assert.Equal(last.ValidationCost!.Value, read.Model.History[^1].ValidationCost!.Value, 1e-4);
        Assert.Equal(last.Cost, last.ValidationCost.Value, 0.05 * last.Cost);

        static ShallowNetworkRegressionTrainer.Options Few(ShallowNetworkRegressionTrainer.Options options)
        {
            (options.NumberOfEpochs, options.Optimizer, options.BatchSize) = (20, Optimizer.Adam(), 0);
            return options;
        }
    }

    [Fact]
    public void AModelThatKnowsTheExposureIsBetterThanOneThatDoesNotAndRanksFeaturesAlone()
    {
        IDataView data = Data();
        float[] labels = [.. Rows.Select(row => row.Label)];

        ShallowNetworkTransformer model = Trainer("poisson").Fit(data);
        double with = Deviance(model), without = Deviance(
            Trainer("poisson", options => options.OffsetColumnName = null).Fit(data));
        var importance = _context.Regression.PermutationFeatureImportanceByName(
            model, data, permutationCount: 2, cancellationToken: TestContext.Current.CancellationToken);
        var results = _context.Regression.CrossValidate(data, Trainer("poisson"), numberOfFolds: 3);

        Assert.True(with < 0.7 * without);
        Assert.Equal(["slot 0", "slot 1"], importance.Keys.Order(StringComparer.Ordinal));
        Assert.All(results, fold => Assert.InRange(fold.Metrics.RSquared, 0.3, 1));

        double Deviance(ShallowNetworkTransformer model)
            => RegressionLoss.Poisson.Mean([.. model.Transform(data).GetColumn<float>("Score")], labels);
    }

    [Theory]
    [InlineData(false, "poisson")]
    [InlineData(true, "gamma")]
    public void AColumnThatIsMissingOrNoNumberIsRefusedByItsName(bool isLoaded, string loss)
    {
        IDataView data = Data(), without = Without(data), texts = Converted(data, DataKind.String),
            doubles = Converted(data, DataKind.Double), vectors = Vectors(data);
        ShallowNetworkRegressionTrainer trainer = Trainer(loss, options => options.NumberOfEpochs = 1);
        ITransformer model = trainer.Fit(data);
        if (isLoaded)
            model = SaveAndLoad(model, data.Schema).Loaded;

        foreach (IDataView wrong in (IDataView[])[without, texts, doubles])
        {
            Refused<ArgumentOutOfRangeException>(() => model.Transform(wrong));
            Refused<ArgumentOutOfRangeException>(() => trainer.Fit(wrong));
            Refused<ArgumentOutOfRangeException>(() => new EstimatorChain<ITransformer>().Append(trainer).Fit(wrong));
            Refused<ArgumentOutOfRangeException>(() => trainer.Fit(data, wrong));
        }

        Refused<ArgumentOutOfRangeException>(() => trainer.Fit(vectors));
        if (isLoaded)
            Refused<InvalidOperationException>(() => Assert.NotEmpty(model.Transform(vectors).GetColumn<float>("Score")));
        else
            Refused<ArgumentOutOfRangeException>(() => model.Transform(vectors));

        static void Refused<TException>(Action action)
            where TException : Exception
            => Assert.Contains("'Offset'", Assert.Throws<TException>(action).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(365, 1, "The offset column 'Offset' has 365 in row 0; offsets are at most 50 in magnitude, as they are logarithms: of the")]
    [InlineData(-50, 1e30f, "too far from the label 1E+30 and the weight 1")]
    public void AnOffsetOutOfItsRangeIsRefusedByItsRow(float offset, float label, string message)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Trainer("poisson").Fit(
            Data(change: row => (row.Offset, row.Label) = (offset, label))));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("squared")]
    [InlineData("absolute")]
    [InlineData("quantile 0.1 0.9")]
    public void ALossWithoutALogarithmHasNoOffset(string loss)
    {
        var error = Assert.Throws<ArgumentException>(() => Trainer(loss));

        Assert.Contains($"which are poisson and gamma, not with {loss}", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => RegressionLoss.Parse(loss).WithoutOffset(1, 1, 1));
        Assert.False(RegressionLoss.Parse(loss).HasLogLink);
    }

    [Fact]
    public void InOnnxItIsAnInput()
    {
        ShallowNetworkTransformer model = Trainer("poisson").Fit(Data());
        IDataView data = Data(change: row => row.Offset = row.Features[1] > 0.9f ? float.PositiveInfinity : row.Offset);
        string onnx = Path.GetTempFileName();
        try
        {
            model.Model.SaveAsOnnx(onnx);
            IDataView applied = _context.Transforms.CopyColumns("features", "Features")
                .Append(_context.Transforms.CopyColumns("offset", "Offset"))
                .Append(_context.Transforms.ApplyOnnxModel(["score"], ["features", "offset"], onnx)).Fit(data).Transform(data);

            float[] expected = [.. model.Transform(data).GetColumn<float>("Score")];
            Assert.Contains(expected, float.IsNaN);
            foreach ((float ours, float theirs) in
                expected.Zip(applied.GetColumn<VBuffer<float>>("score").SelectMany(value => value.DenseValues())))
            {
                if (float.IsNaN(ours))
                    Assert.Equal(ours, theirs);
                else
                    Assert.Equal(ours, theirs, 1e-5 * Math.Max(1, Math.Abs(ours)));
            }

            Assert.Throws<ArgumentException>(() => OnnxFormat.Write(
                Stream.Null, ShallowNetwork<float>.Initialize(new(2, 0), WeightInitialization.Zeros, 1), new() { HasOffset = true }));
        }
        finally
        {
            File.Delete(onnx);
        }
    }

    /// <summary>Counts of up to 8 years, two a year and up to 2 e², by the first feature.</summary>
    private static Row[] Rows { get; } = [.. Draw(new Random(11))];

    private static IEnumerable<Row> Draw(Random random)
    {
        for (int i = 0; i < Count; i++)
        {
            float x = random.Next(256) / 255f, other = random.Next(256) / 255f;
            double years = Math.Exp(3 * random.NextDouble()) / 2.5;
            int events = -1;
            for (double time = 0, rate = 2 * Math.Exp(2 * x); time < years; time -= Math.Log(1 - random.NextDouble()) / rate)
                events++;
            yield return new Row
            {
                Features = [x, other], Label = 1 + Math.Max(0, events), Offset = (float)Math.Log(years),
                Weight = 0.5f + (i % 3),
            };
        }
    }

    private IDataView Data(bool bytes = false, Action<Row>? change = null)
    {
        Row[] rows = [.. Rows.Select(row => row with { })];
        foreach (Row row in rows)
            change?.Invoke(row);
        return bytes
            ? _context.Data.LoadFromEnumerable(rows.Select(row => new ByteRow
            {
                Label = row.Label, Offset = row.Offset, Features = [.. row.Features.Select(x => (byte)Math.Round(255 * x))],
            }))
            : _context.Data.LoadFromEnumerable(rows);
    }

    private ShallowNetworkRegressionTrainer Trainer(
        string loss, Action<ShallowNetworkRegressionTrainer.Options>? change = null)
    {
        var options = new ShallowNetworkRegressionTrainer.Options
        {
            Loss = RegressionLoss.Parse(loss), OffsetColumnName = "Offset", NumberOfHiddenUnits = 3,
            Activation = Activation.Softplus, NumberOfEpochs = 100, L2Regularization = 1e-3,
        };
        change?.Invoke(options);
        return _context.Regression.Trainers.ShallowNetwork(options);
    }

    private static ShallowNetworkRegressionTrainer.Options Linear(ShallowNetworkRegressionTrainer.Options options)
    {
        (options.NumberOfHiddenUnits, options.L2Regularization) = (0, 0);
        return options;
    }

    private static float[] ShallowNetworkLogits(ShallowNetworkTransformer model, IDataView data)
    {
        var scorer = model.Model.Network.CreateScorer();
        var logit = new float[1];
        bool areBytes = ((VectorDataViewType)data.Schema["Features"].Type).ItemType.Equals(NumberDataViewType.Byte);
        return areBytes
            ? [.. data.GetColumn<VBuffer<byte>>("Features").Select(row => Logit(row.DenseValues().ToArray()))]
            : [.. data.GetColumn<VBuffer<float>>("Features").Select(row => Logit(row.DenseValues().ToArray()))];

        float Logit<T>(T[] features)
            where T : unmanaged, System.Numerics.INumber<T>
        {
            scorer.Logits<T>(features, logit);
            return logit[0];
        }
    }

    /// <summary>By rows, as a prediction engine reads them.</summary>
    private static IEnumerable<float> OneByOne(ShallowNetworkTransformer model, IDataView data)
    {
        IRowToRowMapper mapper = model.GetRowToRowMapper(data.Schema);
        DataViewSchema.Column score = mapper.OutputSchema["Score"];
        using DataViewRowCursor cursor = data.GetRowCursor(mapper.GetDependencies([score]));
        using DataViewRow row = mapper.GetRow(cursor, [score]);
        ValueGetter<float> getScore = row.GetGetter<float>(score);
        while (cursor.MoveNext())
        {
            float value = 0;
            getScore(ref value);
            yield return value;
        }
    }

    private (ITransformer Loaded, ShallowNetworkModel Restored) SaveAndLoad(ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        return (loaded, loaded.RestoreShallowNetwork());
    }

    private IDataView Without(IDataView data) => _context.Transforms.DropColumns("Offset").Fit(data).Transform(data);

    private IDataView Converted(IDataView data, DataKind kind)
        => _context.Transforms.Conversion.ConvertType("Offset", outputKind: kind).Fit(data).Transform(data);

    private IDataView Vectors(IDataView data)
        => _context.Transforms.Concatenate("Offset", "Offset", "Weight").Fit(data).Transform(data);

    /// <summary>The bias and the two weights that the mean of what examples cost is least for.</summary>
    private static double[] Newton(string loss, Row[] rows, bool weighted)
    {
        var values = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(3);
        for (int step = 0; step < 50; step++)
        {
            var gradient = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(3);
            var curvature = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(3, 3);
            foreach (Row row in rows)
            {
                var x = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([1, row.Features[0], row.Features[1]]);
                double weight = weighted ? row.Weight : 1, mean = Math.Exp((values * x) + row.Offset);
                (double first, double second) = loss == "poisson"
                    ? (mean - row.Label, mean) : (1 - (row.Label / mean), row.Label / mean);
                gradient += weight * first * x;
                curvature += weight * second * x.OuterProduct(x);
            }

            values -= curvature.Solve(gradient);
        }

        return [.. values];
    }

    private sealed record Row
    {
        public float Label { get; set; }

        public float Offset { get; set; }

        public float Weight { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class ByteRow
    {
        public float Label { get; set; }

        public float Offset { get; set; }

        [VectorType(2)]
        public byte[] Features { get; set; } = [];
    }
}
