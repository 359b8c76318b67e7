using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using static MlNetShallow.Trainer.Tests.Targets.Quads;

namespace MlNetShallow.Trainer.Tests.Targets;

public sealed class MultiTargetTrainerTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("targets-").FullName;
    private readonly Quads _quads;

    public MultiTargetTrainerTests() => _quads = new Quads(_context);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Workout(bool bytes)
        => EstimatorWorkout.Run(Trainer(epochs: 3), _quads.Data(bytes: bytes), annotationsAreSaved: false);

    [Fact]
    public void EveryTargetIsLearntWhateverItsUnit()
    {
        IDataView data = _quads.Data();
        ShallowNetworkTransformer model = Trainer().Fit(data);

        IDataView scored = model.Transform(data);

        float[][] targets = Vectors(data, Quads.Targets), scores = Vectors(scored, "Score");
        for (int k = 0; k < 2; k++)
            Assert.True(RSquared(targets, scores, k) > 0.97, $"{k}: {RSquared(targets, scores, k)}");
        DataViewSchema.Column score = scored.Schema["Score"];
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), score.Type);
        Assert.Equal(["Height", "Weight"], SlotNames(score));
        Assert.Equal(["Height", "Weight"], model.Model.TargetNames);
        Assert.Equal("targets 2 squared", model.Model.Loss!.ToString());
        // Guessing costs half the variance of a scaled target.
        Assert.Equal(0.5, model.Model.CrossValidation!.CostOfGuessing, 0.02);
        Assert.True(model.Model.CrossValidation.Metric > 0.9);
    }

    /// <summary>A network without hidden units is a linear regression of each target.</summary>
    [Fact]
    public void WithoutHiddenUnitsItIsTheRegressionTrainerForEachTarget()
    {
        IDataView data = _quads.Data();
        var options = new ShallowNetworkMultiTargetTrainer.Options
        {
            LabelColumnName = Quads.Targets, NumberOfHiddenUnits = 0, L2Regularization = 1e-9, NumberOfEpochs = 300,
        };
        float[][] together = Vectors(_context.Regression.Trainers.ShallowNetworkMultiTarget(options).Fit(data).Transform(data), "Score");

        foreach (var (k, name) in ((int, string)[])[(0, "Height"), (1, "Weight")])
        {
            float[] alone = [.. _context.Regression.Trainers.ShallowNetwork(new ShallowNetworkRegressionTrainer.Options
            {
                LabelColumnName = name, NumberOfHiddenUnits = 0, L2Regularization = 1e-9, NumberOfEpochs = 300,
            }).Fit(data).Transform(data).GetColumn<float>("Score")];
            float unit = k == 0 ? 1 : 1000;
            for (int i = 0; i < alone.Length; i++)
                Assert.Equal(alone[i], together[i][k], 2e-3f * unit);
        }
    }

    [Theory]
    [InlineData("squared", false)]
    [InlineData("huber 0.5", false)]
    [InlineData("absolute", true)]
    [InlineData("quantile 0.9", false)]
    public void ALoadedModelKnowsSizeNamesAndLossAndIsInOnnxToo(string loss, bool bytes)
    {
        IDataView data = _quads.Data(bytes: bytes);
        ShallowNetworkTransformer model = Trainer(epochs: 20, RegressionLoss.Parse(loss)).Fit(data);
        string file = Path.Combine(_folder, "model.zip"), onnx = Path.Combine(_folder, "model.onnx");
        _context.Model.Save(model, data.Schema, file);
        model.Model.SaveAsOnnx(onnx);

        ITransformer plain = new MLContext().Model.Load(file, out _);
        ShallowNetworkModel restored = new MLContext().Model.LoadShallowNetwork(file, out _);

        float[][] expected = Vectors(model.Transform(data), "Score");
        foreach (ITransformer loaded in (ITransformer[])[plain, restored])
        {
            DataViewSchema.Column score = loaded.GetOutputSchema(data.Schema)["Score"];
            Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), score.Type);
            Assert.Equal(["Height", "Weight"], SlotNames(score));
            Assert.Equal(expected, Vectors(loaded.Transform(data), "Score"));
        }

        Assert.Equal(["Height", "Weight"], restored.Network.Model.TargetNames);
        Assert.Equal($"targets 2 {loss}", restored.Network.Model.Loss!.ToString());
        if (bytes)
            return;
        var engine = _context.Model.CreatePredictionEngine<Input, Prediction>(plain);
        Assert.Equal(expected[5], engine.Predict(new Input { Features = _quads.Rows[5].X }).Score);
        IDataView applied = _context.Transforms.CopyColumns("features", "Features")
            .Append(_context.Transforms.ApplyOnnxModel(["score"], ["features"], onnx)).Fit(data).Transform(data);
        foreach ((float[] ours, float[] theirs) in expected.Zip(Vectors(applied, "score")))
        {
            Assert.Equal(ours[0], theirs[0], 1e-5f);
            Assert.Equal(ours[1], theirs[1], 1e-2f);
        }
    }

    // More than the 16 columns, and more than the 128, that a stage of a saved model makes of scores.
    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(130)]
    public void AnyNumberOfTargets(int count)
    {
        var random = new Random(3);
        Many[] rows = [.. Enumerable.Range(0, 12).Select(_ => new Many
        {
            Features = [random.NextSingle(), random.NextSingle()],
            Label = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())],
        })];
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Many));
        schema[nameof(Many.Label)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, count);
        IDataView data = _context.Data.LoadFromEnumerable(rows, schema);
        ShallowNetworkTransformer model = _context.Regression.Trainers.ShallowNetworkMultiTarget(numberOfEpochs: 2).Fit(data);
        string file = Path.Combine(_folder, "model.zip");
        _context.Model.Save(model, data.Schema, file);

        ITransformer loaded = new MLContext().Model.Load(file, out _);

        Assert.Equal(Vectors(model.Transform(data), "Score"), Vectors(loaded.Transform(data), "Score"));
        DataViewSchema.Column score = loaded.GetOutputSchema(data.Schema)["Score"];
        Assert.Equal(count, ((VectorDataViewType)score.Type).Size);
        Assert.Equal([.. Enumerable.Range(0, count).Select(k => $"Label.{k}")], SlotNames(score));
    }

    [Fact]
    public void ValidationDataStopTrainingAndGiveTheMeanR2()
    {
        IDataView data = _quads.Data();
        IDataView other = new Quads(_context, count: 80, seed: 10).Data();

        ShallowNetworkTransformer model = new ShallowNetworkMultiTargetTrainer(new()
        {
            LabelColumnName = Quads.Targets, L2Regularization = 1e-4, NumberOfEpochs = 60, EarlyStopping = new EarlyStopping(5),
        }).Fit(data, other);

        float[][] targets = Vectors(other, Quads.Targets), scores = Vectors(model.Transform(other), "Score");
        EpochRecord best = model.Model.History[model.Model.History.BestEpoch - 1];
        Assert.Equal((RSquared(targets, scores, 0) + RSquared(targets, scores, 1)) / 2, best.ValidationMetric!.Value, 1e-3);
    }

    [Fact]
    public void AWarmStartAndBlocksAndWeightsWork()
    {
        IDataView data = _quads.Data(row => row with { Example = row.X[0] > 0.5 ? 2 : 1 });
        var options = new ShallowNetworkMultiTargetTrainer.Options
        {
            LabelColumnName = Quads.Targets, ExampleWeightColumnName = nameof(Row.Example), NumberOfEpochs = 30,
            Optimizer = Optimizer.Lbfgs(), L2Regularization = 1e-4,
        };
        ShallowNetworkModelParameters first = new ShallowNetworkMultiTargetTrainer(options).Fit(data).Model;
        options.CacheData = false;

        ShallowNetworkModelParameters second = new ShallowNetworkMultiTargetTrainer(options).Fit(data, first).Model;

        Assert.InRange(second.History[0].Cost, 0.9 * first.History[^1].Cost, 1.05 * first.History[^1].Cost);
        Assert.Contains(
            "100 Relu units and 2 outputs (Targets); the trainer's options and these data ask for 3 inputs, 100 Relu units and 3",
            Assert.Throws<ArgumentException>(() => new ShallowNetworkMultiTargetTrainer(new() { LabelColumnName = "X" })
                .Fit(data, first)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void RowsOfWhichATargetIsMissingAreSkippedAndCounted()
    {
        IDataView data = _quads.Data(row => row with
        {
            Height = row.X[0] > 0.9f ? float.NaN : row.Height, Weight = row.X[1] > 0.9f ? float.PositiveInfinity : row.Weight,
        });
        int missing = _quads.Rows.Count(row => row.X[0] > 0.9f || row.X[1] > 0.9f);

        ShallowNetworkModelParameters model = Trainer(epochs: 2).Fit(data).Model;

        Assert.Equal(missing, model.SkippedRows);
        Assert.Contains(model.Messages, message => message.Contains($"Skipped {missing} training rows", StringComparison.Ordinal));
        Assert.Contains("No valid training instances", Assert.Throws<InvalidOperationException>(
            () => Trainer().Fit(_quads.Data(row => row with { Height = float.NaN }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsOfTheWrongTypeAreRefused()
    {
        AssertRefused("Height", "expected a known-size vector of Single, a target in each slot, got Single");
        AssertRefused(Flags, "got Vector<Boolean>");
        AssertRefused("Nothing", "There is no label column 'Nothing'");

        void AssertRefused(string column, string message) => Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(
            () => new ShallowNetworkMultiTargetTrainer(new() { LabelColumnName = column }).Fit(_quads.Data())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsOfSeveralLengthsAreRefused()
    {
        IDataView unknown = _context.Data.LoadFromEnumerable<Ragged>(
            [new() { Label = [1], Features = [1, 2] }, new() { Label = [1, 2], Features = [1, 2] }]);
        Assert.Contains("got a Vector<Single> whose size is not known", Assert.Throws<ArgumentOutOfRangeException>(
            () => _context.Regression.Trainers.ShallowNetworkMultiTarget().Fit(unknown)).Message, StringComparison.Ordinal);

        // Validation data of another length.
        IDataView data = _quads.Data();
        Assert.Contains("validation label column 'L': expected Vector<Single, 2>, as in the training data, got Vector<Single, 3>",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ShallowNetworkMultiTargetTrainer(new() { LabelColumnName = "L" }).Fit(
                Copy(Quads.Targets), Copy("X"))).Message, StringComparison.Ordinal);

        IDataView Copy(string column) => _context.Transforms.CopyColumns("L", column).Fit(data).Transform(data);
    }

    [Fact]
    public void TheLabelIsNoFeature()
        => Assert.Contains("'Features' is both the label column and the feature column", Assert.Throws<ArgumentException>(
            () => new ShallowNetworkMultiTargetTrainer(new() { LabelColumnName = "Features" }).Fit(_quads.Data())).Message,
            StringComparison.Ordinal);

    [Fact]
    public void LossesForOneTargetAreRefused()
    {
        foreach (RegressionLoss loss in (RegressionLoss[])[
            RegressionLoss.Poisson, RegressionLoss.Gamma, RegressionLoss.Quantile(0.1, 0.9)])
        {
            Assert.Contains($"Loss {loss} is for one target", Assert.Throws<ArgumentException>(
                () => Trainer(1, loss)).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentNullException>(() => Trainer(1, null!));
    }

    [Fact]
    public void TargetsThatCannotBeLearntAreRefusedByName()
        => Assert.Contains("has 1E+37 for 'Height' in row", Assert.Throws<InvalidOperationException>(
            () => Trainer().Fit(_quads.Data(row => row with { Height = 1e37f }))).Message, StringComparison.Ordinal);

    [Fact]
    public void ContributionsAreOfOneTargetAndThereAreNoImportances()
    {
        IDataView data = _quads.Data();
        ShallowNetworkTransformer model = Trainer(epochs: 30).Fit(data);
        IDataView explained = _context.Transforms.CalculateFeatureContribution(model, classKey: 2).Fit(data).Transform(
            model.Transform(data));

        float[][] scores = Vectors(explained, "Score"), contributions = Vectors(explained, "FeatureContributions");
        float[] baseline = [.. explained.GetColumn<float>("BaselineScore")];
        for (int i = 0; i < scores.Length; i++)
            Assert.Equal(scores[i][1], baseline[i] + contributions[i].Sum(), 0.1f);

        Assert.Contains("2 scores, of Height, Weight", Assert.Throws<ArgumentException>(
            () => _context.Transforms.CalculateFeatureContribution(model)).Message, StringComparison.Ordinal);
        Assert.Contains("2 targets at once", Assert.Throws<ArgumentException>(
            () => _context.Regression.PermutationFeatureImportanceByName(
                model, data, Quads.Targets, cancellationToken: TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }

    private ShallowNetworkMultiTargetTrainer Trainer(int? epochs = null) => Trainer(epochs, RegressionLoss.Squared);

    private ShallowNetworkMultiTargetTrainer Trainer(int? epochs, RegressionLoss loss)
        => _context.Regression.Trainers.ShallowNetworkMultiTarget(new ShallowNetworkMultiTargetTrainer.Options
        {
            LabelColumnName = Quads.Targets, NumberOfEpochs = epochs, NumberOfHiddenUnits = 20, Loss = loss,
        });

    private static double RSquared(float[][] targets, float[][] scores, int k)
    {
        double mean = targets.Average(row => row[k]);
        return 1 - (targets.Zip(scores, (y, s) => Math.Pow(y[k] - s[k], 2)).Sum() / targets.Sum(y => Math.Pow(y[k] - mean, 2)));
    }

    private sealed class Input
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Prediction
    {
        public float[] Score { get; set; } = [];
    }

    private sealed class Many
    {
        public float[] Label { get; set; } = [];

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Ragged
    {
        public float[] Label { get; set; } = [];

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
