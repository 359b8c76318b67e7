using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Tests;
using MlNetShallow.Trainer.Tests;

namespace MlNetShallow.Docs.Tests;

/// <summary>The table in README.md of what we have beside others: our column, row by row. How good each is, is tested where it
/// lives.</summary>
public sealed class FeatureTableTests : IDisposable
{
    private const string Gpu = "A GPU";
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(seed: 1);
    private readonly Dictionary<string, Action> _proofs;

    public FeatureTableTests()
    {
        IDataView circles = _context.Data.Cache(Circles.Singles(_context));
        IDataView numbers = _context.Data.LoadFromEnumerable(Circles.Points.Select((point, i) => new Example
        {
            Features = point.Features,
            Value = 1 + point.Features[0],
            Several = [point.Features[0], point.Features[1]],
            Flags = [point.Label ? 1 : 0, point.Features[0] > 0.5 ? 1 : 0],
            Exposure = 0.1f * (i % 3),
        }));
        _proofs = new()
        {
            ["In ML.NET pipelines: fit, cross-validate, save, load"] = () =>
            {
                var pipeline = _context.Transforms.NormalizeMinMax("Features").Append(Binary(_ => { }));
                Assert.Equal(2, _context.BinaryClassification.CrossValidate(circles, pipeline, 2).Count);
                _context.Model.Save(pipeline.Fit(circles), circles.Schema, _folder["m.zip"]);
                Assert.NotNull(_context.Model.Load(_folder["m.zip"], out _).Transform(circles).Schema.GetColumnOrNull("Probability"));
            },
            ["Hidden layers"] = () => Assert.Equal(
                64, Binary(o => (o.NumberOfHiddenUnits, o.HiddenUnits) = (100, [.. Enumerable.Repeat(2, 64)])).Fit(circles).Model.Network.Shape.HiddenLayers.Count),
            ["Activations"] = () =>
            {
                Assert.Equal(9, Enum.GetValues<Activation>().Length);
                Assert.All(Enum.GetValues<Activation>(), one => Binary(o => o.Activation = one).Fit(circles));
            },
            ["Several targets, several labels"] = () =>
            {
                ITransformer targets = _context.Regression.Trainers.ShallowNetworkMultiTarget(
                    new ShallowNetworkMultiTargetTrainer.Options { LabelColumnName = "Several", NumberOfEpochs = 5 }).Fit(numbers);
                ITransformer labels = _context.BinaryClassification.Trainers.ShallowNetworkMultiLabel(
                    new ShallowNetworkMultiLabelTrainer.Options { LabelColumnName = "Flags", NumberOfEpochs = 5 }).Fit(numbers);
                Assert.All([targets, labels], model => Assert.Equal(
                    2, ((VectorDataViewType)model.Transform(numbers).Schema["Score"].Type).Size));
            },
            ["Quantiles and intervals"] = () => Assert.Equal(
                2, Number(o => o.Loss = RegressionLoss.Quantile(0.1, 0.9)).Fit(numbers).Model.QuantileColumnNames.Count),
            ["Absolute and Huber loss"] = () => Assert.All(
                (RegressionLoss[])[RegressionLoss.Absolute, RegressionLoss.Huber()],
                loss => Assert.Equal(loss, Number(o => o.Loss = loss).Fit(numbers).Model.Loss)),
            ["Poisson and gamma regression"] = () => Assert.All(
                (RegressionLoss[])[RegressionLoss.Poisson, RegressionLoss.Gamma],
                loss => Assert.Equal(loss, Number(o => o.Loss = loss).Fit(numbers).Model.Loss)),
            ["An offset (exposure) column"] = () => Assert.Equal("Exposure", Number(
                o => (o.Loss, o.OffsetColumnName) = (RegressionLoss.Poisson, "Exposure")).Fit(numbers).Model.OffsetColumnName),
            ["Dropout"] = () => Binary(o => o.Dropout = 0.5).Fit(circles),
            ["L2 penalty chosen by cross-validation"] = () => Assert.NotNull(Default().Model.CrossValidation),
            ["Calibrated probabilities"] = () => Assert.True(Default().Model.CrossValidation!.Temperature > 0),
            ["Class weights"] = () => Binary(o => o.ClassWeights = ClassWeights.Balanced).Fit(circles),
            ["Sparse features without a dense copy"] = () =>
            {
                ITransformer hashed = _context.Transforms.Text.ProduceHashedWordBags("Features", "Text", numberOfBits: 12)
                    .Append(Binary(_ => { })).Fit(_context.Data.LoadFromEnumerable(Circles.Points.Take(60).Select(
                        (point, i) => new Line { Text = point.Label ? $"inside {i}" : $"outside {i}", Label = point.Label })));
                Assert.Equal(4096, ShallowNetworkModelParameters.FromModel(hashed).Network.Shape.Inputs);
            },
            ["More rows than memory holds"] = () => Binary(o => o.CacheData = false).Fit(circles),
            ["Early stopping"] = () => Binary(o => o.EarlyStopping = new EarlyStopping(2)).Fit(circles),
            ["Resuming from a checkpoint, to the same bits"] = () =>
            {
                TrainingCheckpoint? kept = null;
                float[] whole = Weights(Binary(o => o.Checkpoint = checkpoint => kept ??= checkpoint).Fit(circles));
                Assert.Equal(whole, Weights(Binary(o => o.ResumeFrom = kept).Fit(circles)));
            },
            ["The same bits at any number of threads"] = () => Assert.Equal(
                Weights(Binary(o => o.NumberOfThreads = 1).Fit(circles)), Weights(Binary(o => o.NumberOfThreads = 3).Fit(circles))),
            ["Training saved models further"] = () =>
            {
                ShallowNetworkModelParameters first = Binary(_ => { }).Fit(circles).Model;
                Assert.NotEqual(first.Network.W1.ToArray(), Weights(Binary(_ => { }).Fit(circles, first)));
                Assert.Contains("--continue", Help("train"), StringComparison.Ordinal);
            },
            ["A search for good options"] = () => Assert.Equal(2, _context.BinaryClassification.ShallowNetworkSearch(
                circles, () => Options(_ => { }), new() { Trials = 2, Folds = 2, EnsembleSize = 1 }).Trials.Count),
            ["Ensembles as one network"] = () => Assert.Equal(
                16, Binary(o => o.EnsembleSize = 2).Fit(circles).Model.Network.Shape.HiddenUnits),
            ["Which features count, row by row"] = () => Assert.NotNull(_context.Model
                .WithFeatureContributions(Binary(_ => { }).Fit(circles), circles).Transform(circles)
                .Schema.GetColumnOrNull("FeatureContributions")),
            ["ONNX"] = () =>
            {
                using FileStream file = File.Create(_folder["m.onnx"]);
                Binary(_ => { }).Fit(circles).Model.SaveAsOnnx(file);
                Assert.True(file.Length > 0);
            },
            ["Batch jobs that survive a kill, in shards"] = () =>
            {
                string help = Help("score");
                Assert.Contains("--resume", help, StringComparison.Ordinal);
                Assert.Contains("--shard", help, StringComparison.Ordinal);
            },
            [Gpu] = () => { },
        };

        ShallowNetworkTransformer Default() => _context.BinaryClassification.Trainers.ShallowNetwork().Fit(circles);

        ShallowNetworkRegressionTrainer Number(Action<ShallowNetworkRegressionTrainer.Options> change)
        {
            var options = new ShallowNetworkRegressionTrainer.Options
            {
                LabelColumnName = "Value", NumberOfHiddenUnits = 4, NumberOfEpochs = 5,
            };
            change(options);
            return _context.Regression.Trainers.ShallowNetwork(options);
        }
    }

    public static TheoryData<string> Rows => [.. Table().Select(row => row[0])];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public void ARowIsTrue(string row)
    {
        Assert.True(_proofs.TryGetValue(row, out Action? proof), $"Nothing shows the row '{row}'.");
        proof();
    }

    [Fact]
    public void WeLackNothingButAGpu()
    {
        Assert.Equal(_proofs.Keys.Order(StringComparer.Ordinal), Table().Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.Equal([Gpu], Table().Where(row => row[1] is "no" or "none").Select(row => row[0]));
    }

    private ShallowNetworkBinaryTrainer Binary(Action<ShallowNetworkBinaryTrainer.Options> change)
        => _context.BinaryClassification.Trainers.ShallowNetwork(Options(change));

    private static ShallowNetworkBinaryTrainer.Options Options(Action<ShallowNetworkBinaryTrainer.Options> change)
        => Circles.Options(options =>
        {
            options.NumberOfEpochs = 3;
            change(options);
        });

    private static float[] Weights(ShallowNetworkTransformer model) => model.Model.Network.W1.ToArray();

    private static string Help(string command) => CommandLine.Run(command, "--help").Output;

    private static string[][] Table()
        => [.. File.ReadLines(RepositoryFiles.Path("README.md")).SkipWhile(line => line != "### Beside others").Skip(4)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    private sealed class Example
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Value { get; set; }

        [VectorType(2)]
        public float[] Several { get; set; } = [];

        [VectorType(2)]
        public float[] Flags { get; set; } = [];

        public float Exposure { get; set; }
    }

    private sealed class Line
    {
        public string Text { get; set; } = "";

        public bool Label { get; set; }
    }
}
