using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>Training on blocks, of which one is in memory at a time, gives what training on the whole gives.</summary>
public class BlocksTests
{
    public static TheoryData<string> Optimizers => ["descent", "momentum", "adam", "l-bfgs"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void FullBatchOverBlocksIsFullBatchOverTheWhole(string optimizer)
        => AssertTheSame(Options(optimizer), blockRows: 7);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void EverythingAroundTheStepsGoesByBlocksToo(string optimizer)
        => AssertTheSame(
            Options(optimizer) with
            {
                L2Regularization = 0.01,
                ClassWeights = ClassWeights.Balanced,
                FeatureScaling = FeatureScaling.MeanVariance,
                EarlyStopping = new EarlyStopping(Patience: 3, ValidationFraction: 0.2),
            },
            blockRows: 9);

    [Theory]
    [InlineData("descent")]
    [InlineData("adam")]
    public void MiniBatchesInOrderAreThoseOfTheWholeWhereBlocksHoldWholeBatches(string optimizer)
        => AssertTheSame(Options(optimizer) with { BatchSize = 5, Shuffle = false }, blockRows: 10);

    [Fact]
    public void ARegressionOnAScaledTargetGoesByBlocks()
        => AssertTheSame(
            Options("momentum") with { ScaleTarget = true, FeatureScaling = FeatureScaling.MinMax },
            blockRows: 8, OutputLayer.IdentitySquaredError);

    [Theory]
    [InlineData(FeatureScaling.MinMax)]
    [InlineData(FeatureScaling.MeanVariance)]
    public void SparseAndDenseBlocksMayMixInAnyOrder(FeatureScaling scaling)
    {
        var random = new Random(3);
        var (sparse, dense) = Engine.RandomSparseExamples(random, 40, 30, 0.2, weighted: true);
        var start = Engine.RandomNetwork(random, new NetworkShape(30, 3, Activation.Tanh));
        TrainingOptions options = Options("descent") with { FeatureScaling = scaling };
        int[] first = [.. Enumerable.Range(0, 25)], rest = [.. Enumerable.Range(25, 15)];

        // As in a sparse whole: a single sparse block is enough for features not to be centred, whichever it is.
        var whole = NetworkTrainer.Train(start, sparse, options);
        foreach (var (one, other) in ((TrainingSet, TrainingSet)[])[(sparse, dense), (dense, sparse)])
        {
            var mixed = NetworkTrainer.TrainFromBlocks(start, [one.Select(first), other.Select(rest)], options);

            // Sparse features are scaled in single precision, in which they are.
            AssertClose(whole.Network, mixed.Network, 1e-6);
        }
    }

    [Fact]
    public void ABlockMaySpeakForItselfNoLongerThanUntilTheNext()
    {
        var random = new Random(4);
        TrainingSet examples = Engine.RandomExamples(random, 40, 6, weighted: true);
        var start = Engine.RandomNetwork(random, new NetworkShape(6, 3, Activation.Tanh));
        TrainingOptions options = Options("adam") with
        {
            BatchSize = 4,
            EarlyStopping = new(),
            FeatureScaling = FeatureScaling.MinMax,
        };

        // One matrix holds each block in turn.
        IEnumerable<TrainingSet> Reused()
        {
            var features = FeatureMatrix.Create<double>(6);
            foreach (TrainingSet block in Blocks(examples, 8))
            {
                features.Clear();
                for (int row = 0; row < block.Rows; row++)
                    block.Features.CopyRow(row, 0, features.AddRow());
                yield return new TrainingSet(
                    features, block.Labels, [.. Enumerable.Range(0, block.Rows).Select(block.Weight)]);
            }
        }

        Assert.Equal(
            NetworkTrainer.TrainFromBlocks(start, Blocks(examples, 8), options).Network.CopyParameters().Values.ToArray(),
            NetworkTrainer.TrainFromBlocks(start, Reused(), options).Network.CopyParameters().Values.ToArray());
    }

    [Fact]
    public void ShuffledMiniBatchesHangOnTheSeedAndTheEpoch()
    {
        var random = new Random(5);
        TrainingSet examples = Engine.RandomExamples(random, 40, 6, weighted: false);
        var start = Engine.RandomNetwork(random, new NetworkShape(6, 3, Activation.Tanh));
        TrainingOptions options = Options("descent") with { BatchSize = 4 };
        double[] Weights(TrainingOptions how)
            => NetworkTrainer.TrainFromBlocks(start, Blocks(examples, 20), how).Network.W1.ToArray();

        Assert.Equal(Weights(options), Weights(options));
        Assert.NotEqual(Weights(options), Weights(options with { Seed = 2 }));
        Assert.NotEqual(Weights(options), Weights(options with { Shuffle = false }));
        var order = new EpochOrder(options);
        int[] Batch(int epoch, int block)
        {
            order.Begin(epoch, block, 20);
            return order.Batch(0, 5).ToArray();
        }

        int[][] batches = [Batch(1, 0), Batch(1, 1), Batch(2, 0)];
        Assert.Equal(3, batches.Select(batch => string.Join(',', batch)).Distinct().Count());
    }

    [Fact]
    public void ABlockOfNoWeightIsPassedOver()
    {
        var random = new Random(6);
        TrainingSet examples = Engine.RandomExamples(random, 20, 6, weighted: false);
        var start = Engine.RandomNetwork(random, new NetworkShape(6, 3, Activation.Tanh));
        var nothing = new TrainingSet(examples.Features, examples.Labels, new float[20]);

        foreach (TrainingOptions options in (TrainingOptions[])[Options("descent"), Options("descent") with { BatchSize = 20 }])
        {
            AssertClose(
                NetworkTrainer.Train(start, examples, options).Network,
                NetworkTrainer.TrainFromBlocks(start, [nothing, examples, nothing], options).Network,
                1e-12);
        }

        Assert.Contains(
            "weight 0",
            Assert.Throws<ArgumentException>(
                () => NetworkTrainer.TrainFromBlocks(start, [nothing, nothing], Options("descent"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WrongBlocksAreRefused()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 1);
        TrainingSet right = Flower.Examples();
        int pass = 0;
        IEnumerable<TrainingSet> Growing()
        {
            for (int i = 0; i <= pass; i++)
                yield return right;
            pass++;
        }

        Assert.Contains("no examples", Message<ArgumentException>([]), StringComparison.Ordinal);
        Assert.Contains(
            "takes 2 features; the examples have 1",
            Message<ArgumentException>([right, new TrainingSet(FeatureMatrix.FromRows<double>([1], 1), [1])]),
            StringComparison.Ordinal);
        Assert.Contains(
            "The label in row 0 is 2",
            Message<ArgumentException>([new TrainingSet(FeatureMatrix.FromRows<double>([1, 1], 2), [2])]),
            StringComparison.Ordinal);
        Assert.Contains(
            "400 examples in one pass and have 800 in another",
            Message<InvalidOperationException>(Growing()), StringComparison.Ordinal);

        string Message<TException>(IEnumerable<TrainingSet> blocks)
            where TException : Exception
            => Assert.Throws<TException>(() => NetworkTrainer.TrainFromBlocks(start, blocks, Options("descent"))).Message;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    public void CancellationBetweenTwoBlocksKeepsWhatIsLearntSoFar(int blocksBefore)
    {
        using var cancellation = new CancellationTokenSource();
        var random = new Random(7);
        TrainingSet examples = Engine.RandomExamples(random, 40, 6, weighted: false);
        var start = Engine.RandomNetwork(random, new NetworkShape(6, 3, Activation.Tanh));
        int given = 0;
        IEnumerable<TrainingSet> Cancelling()
        {
            foreach (TrainingSet block in Blocks(examples, 10))
            {
                if (given++ == blocksBefore)
                    cancellation.Cancel();
                yield return block;
            }
        }

        var cancelled = NetworkTrainer.TrainFromBlocks(start, Cancelling(), Options("descent") with
        {
            CancellationToken = cancellation.Token,
            FeatureScaling = FeatureScaling.MinMax,
        });

        // One pass of four blocks for the scaling, then one an epoch.
        int epochs = Math.Max(0, (blocksBefore - 4) / 4);
        Assert.Equal((StopReason.Cancelled, epochs), (cancelled.StopReason, cancelled.History.Count));
        Assert.True(given <= blocksBefore + 1);
    }

    private static TrainingOptions Options(string optimizer) => optimizer switch
    {
        "momentum" => new() { Optimizer = Optimizer.Momentum(), LearningRate = 0.05, Epochs = 12 },
        "adam" => new() { Optimizer = Optimizer.Adam(), LearningRate = 0.01, Epochs = 12 },
        "l-bfgs" => new() { Optimizer = Optimizer.Lbfgs(), Epochs = 12 },
        _ => new() { LearningRate = 0.3, Epochs = 12 },
    };

    private static IEnumerable<TrainingSet> Blocks(TrainingSet examples, int rows)
    {
        for (int start = 0; start < examples.Rows; start += rows)
            yield return examples.Select([.. Enumerable.Range(start, Math.Min(rows, examples.Rows - start))]);
    }

    private static void AssertTheSame(
        TrainingOptions options, int blockRows, OutputLayer outputLayer = OutputLayer.SoftmaxCrossEntropy)
    {
        var random = new Random(2);
        NetworkShape shape = Engine.ShapeWith(6, 4, Activation.Tanh, outputLayer);
        TrainingSet examples = Engine.RandomExamples(random, 50, shape, weighted: true);
        var start = Engine.RandomNetwork(random, shape);

        var whole = NetworkTrainer.Train(start, examples, options with { Form = TrainingForm.Ordinary });
        var streamed = NetworkTrainer.TrainFromBlocks(start, Blocks(examples, blockRows), options);

        Assert.Equal((whole.StopReason, whole.History.Count), (streamed.StopReason, streamed.History.Count));
        foreach (var (expected, actual) in whole.History.Zip(streamed.History))
        {
            Assert.Equal(expected.Cost, actual.Cost, 1e-9);
            Assert.Equal(expected.ValidationCost ?? 0, actual.ValidationCost ?? 0, 1e-9);
            Assert.Equal(expected.ValidationMetric ?? 0, actual.ValidationMetric ?? 0, 1e-9);
        }

        AssertClose(whole.Network, streamed.Network, 1e-8);
    }

    private static void AssertClose(ShallowNetwork<double> expected, ShallowNetwork<double> actual, double tolerance)
        => AssertWithin(Engine.Values(expected), Engine.Values(actual), tolerance);
}
