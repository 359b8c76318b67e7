using System.Numerics;
using System.Security.Cryptography;
using MlNetShallow.Serialization;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>A training that goes on from a checkpoint comes to the bits of one that was not interrupted.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoints").FullName;

    public static TheoryData<string, string> Trainings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string optimizer in (string[])["descent", "momentum", "nesterov", "adam", "l-bfgs"])
            {
                foreach (string way in (string[])["ordinary", "span", "blocks"])
                {
                    if ((optimizer, way) is not ("adam", "span"))
                        data.Add(optimizer, way);
                }
            }

            return data;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Trainings))]
    public void FullBatch(string optimizer, string way)
    {
        AssertResumes<double>(Options(optimizer, way), way);
        AssertResumes<float>(Options(optimizer, way), way);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void EverythingThatHasAState(string optimizer, string way)
    {
        bool isLbfgs = optimizer == "l-bfgs";
        AssertResumes<double>(
            Options(optimizer, way) with
            {
                BatchSize = isLbfgs ? 0 : 5,
                Dropout = isLbfgs ? 0 : 0.3,
                L2Regularization = 0.01,
                LearningRateSchedule = isLbfgs ? LearningRateSchedule.Constant : LearningRateSchedule.Adaptive(0.02),
                EarlyStopping = new EarlyStopping(Patience: 4, Tolerance: 0.001, ValidationFraction: 0.25),
                ClassWeights = ClassWeights.Balanced,
                FeatureScaling = FeatureScaling.MeanVariance,
            },
            way);
    }

    [Theory]
    [InlineData("ordinary")]
    [InlineData("span")]
    public void CosineAndAScaledTarget(string way)
        => AssertResumes<float>(
            Options("momentum", way) with
            {
                BatchSize = 7,
                LearningRateSchedule = LearningRateSchedule.Cosine(0.1),
                ScaleTarget = true,
                FeatureScaling = FeatureScaling.MinMax,
            },
            way, OutputLayer.IdentitySquaredError);

    [Fact]
    public void MoreEpochsMayBeAskedForThanBefore()
    {
        var (examples, start) = Problem<double>(OutputLayer.SoftmaxCrossEntropy);
        TrainingOptions options = Options("adam", "ordinary") with { BatchSize = 6 };
        TrainingCheckpoint? last = null;
        GradientDescent.Train(start, examples, options with { Epochs = 5, Checkpoint = checkpoint => last = checkpoint });

        AssertSame(
            GradientDescent.Train(start, examples, options with { Epochs = 11 }),
            GradientDescent.Train(start, examples, options with { Epochs = 11, ResumeFrom = last }));
    }

    [Fact]
    public void ProgressGoesOnCounting()
    {
        var (examples, start) = Problem<double>(OutputLayer.SoftmaxCrossEntropy);
        var checkpoints = new List<TrainingCheckpoint>();
        TrainingOptions options = Options("descent", "ordinary") with { Epochs = 9 };
        GradientDescent.Train(start, examples, options with { Checkpoint = checkpoints.Add, CheckpointInterval = 4 });
        Assert.Equal([4, 8], checkpoints.Select(checkpoint => checkpoint.Epoch));
        Assert.Equal(start.Shape, checkpoints[0].Shape);

        var progress = new List<TrainingProgress>();
        var resumed = GradientDescent.Train(
            start, examples, options with { ResumeFrom = checkpoints[0], Progress = progress.Add });

        Assert.Equal([5, 6, 7, 8, 9], progress.Select(report => report.Epoch));
        Assert.Equal(checkpoints[0].History, resumed.History.Take(4));
        Assert.True(progress[0].Elapsed.TotalSeconds >= checkpoints[0].History.Sum(epoch => epoch.Seconds) - 1e-6);
    }

    [Fact]
    public void ATrainingThatHadEndedStaysAtItsEnd()
    {
        var (examples, start) = Problem<double>(OutputLayer.SoftmaxCrossEntropy);
        TrainingCheckpoint? last = null;
        TrainingOptions options = Options("descent", "ordinary") with
        {
            LearningRate = 1e-9,
            EarlyStopping = new EarlyStopping(Patience: 3, ValidationFraction: 0),
        };
        var ended = GradientDescent.Train(start, examples, options with { Checkpoint = checkpoint => last = checkpoint });

        Assert.Equal(StopReason.EarlyStopped, last!.StopReason);
        AssertSame(ended, GradientDescent.Train(start, examples, options with { ResumeFrom = last }));
    }

    public static TheoryData<string, TrainingOptions> Others => new()
    {
        { "Optimizer Adam(0.9, 0.999, 1E-08); this has Optimizer Nesterov(0.9)", new() { Optimizer = Optimizer.Nesterov() } },
        { "LearningRate 0.01; this has LearningRate 0.5", new() { Optimizer = Optimizer.Adam(), LearningRate = 0.5 } },
        {
            "LearningRateSchedule Constant; this has LearningRateSchedule Cosine(0) over 100 epochs",
            new() { Optimizer = Optimizer.Adam(), LearningRateSchedule = LearningRateSchedule.Cosine() }
        },
        { "L2Regularization 0; this has L2Regularization 0.1", new() { Optimizer = Optimizer.Adam(), L2Regularization = 0.1 } },
        { "Dropout 0; this has Dropout 0.5", new() { Optimizer = Optimizer.Adam(), Dropout = 0.5 } },
        { "BatchSize 0; this has BatchSize 8", new() { Optimizer = Optimizer.Adam(), BatchSize = 8 } },
        { "Shuffle True; this has Shuffle False", new() { Optimizer = Optimizer.Adam(), Shuffle = false } },
        { "Seed 1; this has Seed 2", new() { Optimizer = Optimizer.Adam(), Seed = 2 } },
        {
            "EarlyStopping none; this has EarlyStopping patience 10, tolerance 0.0001, validation fraction 0.1",
            new() { Optimizer = Optimizer.Adam(), EarlyStopping = new() }
        },
        { "ClassWeights", new() { Optimizer = Optimizer.Adam(), ClassWeights = ClassWeights.Given(1, 2) } },
        {
            "FeatureScaling None; this has FeatureScaling MinMax",
            new() { Optimizer = Optimizer.Adam(), FeatureScaling = FeatureScaling.MinMax }
        },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void ACheckpointOfOtherOptionsIsRefusedByName(string message, TrainingOptions options)
    {
        TrainingSet flower = Flower.Examples();
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 1);
        TrainingCheckpoint checkpoint = CheckpointOf(start, flower);

        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(
                () => GradientDescent.Train(start, flower, options with { ResumeFrom = checkpoint })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpointOfAnotherNetworkOrOtherExamplesIsRefused()
    {
        TrainingSet flower = Flower.Examples();
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 1);
        TrainingCheckpoint checkpoint = CheckpointOf(start, flower);
        var options = new TrainingOptions { Optimizer = Optimizer.Adam(), ResumeFrom = checkpoint };
        var wider = ShallowNetwork<double>.Initialize(new NetworkShape(2, 4), WeightInitialization.He, 1);
        TrainingSet fewer = flower.Select([.. Enumerable.Range(0, 300)]);

        Refused("HiddenUnits = 3", () => GradientDescent.Train(wider, flower, options));
        Refused("on 400 examples and 0 to validate with", () => GradientDescent.Train(start, fewer, options));
        Refused("on 400 and 300", () => GradientDescent.Train(start, flower, options, validation: fewer));
        Refused("in 64 bits; this is one in the Ordinary form in 32",
            () => GradientDescent.Train(start.ConvertTo<float>(), flower, options));
        Refused("examples in memory; this has examples in blocks",
            () => GradientDescent.TrainFromBlocks(start, [flower], options));

        TrainingCheckpoint? ofBlocks = null;
        GradientDescent.TrainFromBlocks(
            start, [flower], options with { ResumeFrom = null, Epochs = 2, Checkpoint = made => ofBlocks = made });
        Assert.Contains(
            "had 400 examples in one pass and have 300",
            Assert.Throws<InvalidOperationException>(
                () => GradientDescent.TrainFromBlocks(start, [fewer], options with { ResumeFrom = ofBlocks })).Message,
            StringComparison.Ordinal);

        static void Refused(string message, Action train)
            => Assert.Contains(message, Assert.Throws<ArgumentException>(train).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileIsReplacedAsAWholeOrNotAtAll()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 1);
        TrainingCheckpoint checkpoint = CheckpointOf(start, Flower.Examples());
        string path = Path.Combine(_folder, "a.checkpoint");
        File.WriteAllText(path, "something older");

        checkpoint.Save(path);

        Assert.Equal(checkpoint.Epoch, TrainingCheckpoint.Load(path).Epoch);
        string inTheWay = Directory.CreateDirectory(Path.Combine(_folder, "folder")).FullName;
        Assert.ThrowsAny<Exception>(() => checkpoint.Save(inTheWay));
        Assert.Equal([path], Directory.GetFiles(_folder));
        Assert.Throws<FileNotFoundException>(() => TrainingCheckpoint.Load(Path.Combine(_folder, "none")));
    }

    [Fact]
    public void DamageIsNoticed()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 1);
        string path = Path.Combine(_folder, "a.checkpoint");
        CheckpointOf(start, Flower.Examples()).Save(path);
        byte[] bytes = File.ReadAllBytes(path);

        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 0x21;
            Assert.Throws<FormatException>(() => CheckpointFormat.Read(changed));
            Assert.Throws<FormatException>(() => CheckpointFormat.Read(bytes.AsSpan(0, i)));
        }

        File.WriteAllBytes(path, bytes.AsSpan(0, 100));
        Assert.Contains(
            path, Assert.Throws<FormatException>(() => TrainingCheckpoint.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnderARightChecksumDamageIsRefusedOrRead()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 1);
        TrainingSet flower = Flower.Examples();
        string path = Path.Combine(_folder, "a.checkpoint");
        CheckpointOf(start, flower).Save(path);
        byte[] bytes = File.ReadAllBytes(path);

        for (int i = 0; i < bytes.Length - 32; i++)
        {
            foreach (byte change in (byte[])[1, 0x80, 0xFF])
            {
                byte[] changed = [.. bytes];
                changed[i] ^= change;
                AssertReadOrRefused(changed);
            }

            if (i >= 32)
                AssertReadOrRefused(bytes[..(i + 1)]);
        }

        void AssertReadOrRefused(byte[] changed)
        {
            SHA256.HashData(changed.AsSpan(0, changed.Length - 32), changed.AsSpan(changed.Length - 32));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                TrainingCheckpoint checkpoint = CheckpointFormat.Read(changed);
                GradientDescent.Train(
                    start, flower, new TrainingOptions { Optimizer = Optimizer.Adam(), Epochs = 0, ResumeFrom = checkpoint });
            }
            catch (Exception error) when (error is FormatException or ArgumentException or TrainingDivergedException)
            {
            }

            // The Gram matrix of 400 examples, where the form is the byte that changed, takes 1.3 MB.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 22);
        }
    }

    private static TrainingCheckpoint CheckpointOf(ShallowNetwork<double> start, TrainingSet examples)
    {
        TrainingCheckpoint? last = null;
        GradientDescent.Train(
            start, examples,
            new TrainingOptions { Optimizer = Optimizer.Adam(), Epochs = 3, Checkpoint = checkpoint => last = checkpoint });
        return last!;
    }

    private static TrainingOptions Options(string optimizer, string way) => new TrainingOptions
    {
        Optimizer = optimizer switch
        {
            "momentum" => Optimizer.Momentum(),
            "nesterov" => Optimizer.Nesterov(),
            "adam" => Optimizer.Adam(),
            "l-bfgs" => Optimizer.Lbfgs(historySize: 3),
            _ => Optimizer.GradientDescent,
        },
        LearningRate = 0.05,
        Epochs = 14,
        Form = way == "span" ? TrainingForm.Span : TrainingForm.Ordinary,
    };

    private static (TrainingSet Examples, ShallowNetwork<T> Start) Problem<T>(OutputLayer outputLayer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(3);
        NetworkShape shape = Engine.ShapeWith(20, 4, Activation.Tanh, outputLayer);
        return (
            Engine.RandomExamples(random, 40, shape, weighted: true), Engine.RandomNetwork(random, shape, 0.3).ConvertTo<T>());
    }

    /// <summary>Trains to the end, then again from a checkpoint after every other epoch, each by way of a file.</summary>
    private void AssertResumes<T>(TrainingOptions options, string way, OutputLayer outputLayer = OutputLayer.SoftmaxCrossEntropy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (examples, start) = Problem<T>(outputLayer);
        var paths = new List<string>();
        var whole = Train(start, options with
        {
            CheckpointInterval = 2,
            Checkpoint = checkpoint =>
            {
                paths.Add(Path.Combine(_folder, $"{checkpoint.Epoch}.checkpoint"));
                checkpoint.Save(paths[^1]);
            },
        });

        Assert.Equal(whole.History.Count / 2, paths.Count);
        Assert.InRange(paths.Count, 2, 7);
        // The weights of the start are the checkpoint's; the network that is given lends its shape.
        var other = ShallowNetwork<T>.Initialize(start.Shape, WeightInitialization.He, 9);
        foreach (string path in paths)
            AssertSame(whole, Train(other, options with { ResumeFrom = TrainingCheckpoint.Load(path), NumberOfThreads = 1 }));

        TrainingResult<T> Train(ShallowNetwork<T> network, TrainingOptions how) => way == "blocks"
            ? GradientDescent.TrainFromBlocks(network, Blocks(examples), how)
            : GradientDescent.Train(network, examples, how);
    }

    private static IEnumerable<TrainingSet> Blocks(TrainingSet examples)
    {
        yield return examples.Select([.. Enumerable.Range(0, 25)]);
        yield return examples.Select([.. Enumerable.Range(25, 15)]);
    }

    private static void AssertSame<T>(TrainingResult<T> expected, TrainingResult<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.StopReason, actual.StopReason);
        Assert.Equal(expected.History.BestEpoch, actual.History.BestEpoch);
        Assert.Equal(
            expected.History.Select(epoch => epoch with { Seconds = 0 }),
            actual.History.Select(epoch => epoch with { Seconds = 0 }));
        Assert.Equal(expected.Network.CopyParameters().Values.ToArray(), actual.Network.CopyParameters().Values.ToArray());
    }
}
