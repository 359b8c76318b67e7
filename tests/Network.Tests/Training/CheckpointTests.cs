using System.Numerics;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>A training that resumes from a checkpoint gives the bits of one that was not interrupted.</summary>
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
                foreach (string way in (string[])["ordinary", "gram", "blocks"])
                {
                    if ((optimizer, way) is not ("adam", "gram"))
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
    [InlineData("gram")]
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

    [Theory]
    [InlineData("ordinary")]
    [InlineData("gram")]
    [InlineData("blocks")]
    public void SeveralHiddenLayers(string way) => AssertResumes<double>(
        Options("momentum", way) with { BatchSize = 7, Dropout = 0.3, L2Regularization = 0.01 }, way, hiddenLayers: [6, 5, 3]);

    [Fact]
    public void MoreEpochsMayBeAskedForThanBefore()
    {
        var (examples, start) = Problem<double>(OutputLayer.SoftmaxCrossEntropy);
        TrainingOptions options = Options("adam", "ordinary") with { BatchSize = 6 };
        TrainingCheckpoint? last = null;
        NetworkTrainer.Train(start, examples, options with { Epochs = 5, Checkpoint = checkpoint => last = checkpoint });

        AssertSame(
            NetworkTrainer.Train(start, examples, options with { Epochs = 11 }),
            NetworkTrainer.Train(start, examples, options with { Epochs = 11, ResumeFrom = last }));
    }

    [Fact]
    public void ProgressContinuesCounting()
    {
        var (examples, start) = Problem<double>(OutputLayer.SoftmaxCrossEntropy);
        var checkpoints = new List<TrainingCheckpoint>();
        TrainingOptions options = Options("descent", "ordinary") with { Epochs = 9 };
        NetworkTrainer.Train(start, examples, options with { Checkpoint = checkpoints.Add, CheckpointInterval = 4 });
        Assert.Equal([4, 8], checkpoints.Select(checkpoint => checkpoint.Epoch));
        Assert.Equal(start.Shape, checkpoints[0].Shape);

        var progress = new List<TrainingProgress>();
        var resumed = NetworkTrainer.Train(
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
        var ended = NetworkTrainer.Train(start, examples, options with { Checkpoint = checkpoint => last = checkpoint });

        Assert.Equal(StopReason.EarlyStopped, last!.StopReason);
        AssertSame(ended, NetworkTrainer.Train(start, examples, options with { ResumeFrom = last }));
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
        Form = way == "gram" ? TrainingForm.Gram : TrainingForm.Ordinary,
    };

    private static (TrainingSet Examples, ShallowNetwork<T> Start) Problem<T>(
        OutputLayer outputLayer, params int[] hiddenLayers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(3);
        NetworkShape shape = Engine.ShapeWith(20, hiddenLayers is [] ? [4] : hiddenLayers, Activation.Tanh, outputLayer);
        return (
            Engine.RandomExamples(random, 40, shape, weighted: true), Engine.RandomNetwork(random, shape, 0.3).ConvertTo<T>());
    }

    /// <summary>Trains to the end, then again from a checkpoint after every other epoch, each by way of a file.</summary>
    private void AssertResumes<T>(
        TrainingOptions options,
        string way,
        OutputLayer outputLayer = OutputLayer.SoftmaxCrossEntropy,
        params int[] hiddenLayers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (examples, start) = Problem<T>(outputLayer, hiddenLayers);
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
            ? NetworkTrainer.TrainFromBlocks(network, Blocks(examples), how)
            : NetworkTrainer.Train(network, examples, how);
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
        Assert.Equal(Engine.Values(expected.Network), Engine.Values(actual.Network));
    }
}
