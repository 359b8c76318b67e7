using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

public class NetworkTrainerTests
{
    [Fact]
    public void ReferenceAndFastEngineTakeTheSamePath()
    {
        TrainingSet examples = Flower.Examples();
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 4, Activation.Tanh), WeightInitialization.Normal, 2);
        var options = new TrainingOptions { LearningRate = 1.2, Epochs = 300 };

        var fast = NetworkTrainer.Train(start, examples, options);
        var reference = NetworkTrainer.Train(start, examples, options, Engine.Named("reference"));

        for (int i = 0; i < options.Epochs; i++)
            Assert.Equal(reference.CostHistory[i], fast.CostHistory[i], 1e-9);
    }

    [Fact]
    public void MiniBatchesAreTheStepsOfTheirRowsInTurn()
    {
        var random = new Random(3);
        TrainingSet examples = Engine.RandomExamples(random, 7, 3, weighted: false);
        var start = Engine.RandomNetwork(random, new NetworkShape(3, 4));

        var trained = NetworkTrainer.Train(
            start, examples, new TrainingOptions { LearningRate = 0.3, Epochs = 1, BatchSize = 3, Shuffle = false });

        // By hand: 7 rows make 3 batches of 2, 2 and 3; the epoch's cost is the mean over the examples.
        var parameters = start.CopyParameters();
        var gradient = new NetworkParameters<double>(start.Shape);
        double cost = 0;
        foreach (int[] batch in (int[][])[[0, 1], [2, 3], [4, 5, 6]])
        {
            cost += Engine.Named("reference").CostAndGradient(parameters, examples, batch, gradient) * batch.Length / 7;
            for (int i = 0; i < parameters.Values.Length; i++)
                parameters.Values[i] -= 0.3 * gradient.Values[i];
        }

        Assert.Equal(cost, Assert.Single(trained.CostHistory), 1e-12);
        for (int i = 0; i < parameters.Values.Length; i++)
            Assert.Equal(parameters.Values[i], trained.Network.CopyParameters().Values[i], 1e-12);
    }

    [Fact]
    public void ABatchOfTheWholeSetIsFullBatch()
    {
        TrainingSet examples = Flower.Examples();
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 4), WeightInitialization.He, 2);
        var full = new TrainingOptions { Epochs = 20 };

        Assert.Equal(
            NetworkTrainer.Train(start, examples, full).CostHistory,
            NetworkTrainer.Train(start, examples, full with { BatchSize = 100_000 }).CostHistory);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBitsAndAnotherSeedOthers()
    {
        TrainingSet examples = Flower.Examples();
        var start = ShallowNetwork<float>.Initialize(new NetworkShape(2, 8), WeightInitialization.He, 2);
        float[] Weights(int seed) => NetworkTrainer.Train(
            start, examples, new TrainingOptions { Epochs = 5, BatchSize = 16, Seed = seed }).Network.W1.ToArray();

        Assert.Equal(Weights(7), Weights(7));
        Assert.NotEqual(Weights(7), Weights(8));
    }

    [Fact]
    public void WeightZeroLeavesAnExampleOutAndWeightTwoCountsItTwice()
    {
        var random = new Random(9);
        var start = Engine.RandomNetwork(random, new NetworkShape(1, 3));
        var options = new TrainingOptions { LearningRate = 0.5, Epochs = 30 };

        var weighted = new TrainingSet(FeatureMatrix.FromRows<double>([1, 2, 3], 1), [1, 0, 1], [1, 2, 0]);
        var repeated = new TrainingSet(FeatureMatrix.FromRows<double>([1, 2, 2], 1), [1, 0, 0]);

        double[] expected = NetworkTrainer.Train(start, repeated, options).Network.CopyParameters().Values.ToArray();
        double[] actual = NetworkTrainer.Train(start, weighted, options).Network.CopyParameters().Values.ToArray();
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Fact]
    public void ExamplesOfNoWeightAtAllAreRefused()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(1, 3), WeightInitialization.He, 2);
        FeatureMatrix features = FeatureMatrix.FromRows<double>([1, 2], 1);
        TrainingSet none = new(features, [1, 0], [0, 0]), some = new(features, [1, 0]);

        foreach (var (examples, validation) in ((TrainingSet, TrainingSet)[])[(none, some), (some, none)])
        {
            Assert.Contains(
                "All examples have weight 0",
                Assert.Throws<ArgumentException>(
                    () => NetworkTrainer.Train(start, examples, new TrainingOptions(), validation: validation)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ProgressComesOnceAnEpochWithItsCost()
    {
        var reports = new List<TrainingProgress>();
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 2);

        var result = NetworkTrainer.Train(
            start, Flower.Examples(), new TrainingOptions { Epochs = 4, BatchSize = 32, Progress = reports.Add });

        Assert.Equal([1, 2, 3, 4], reports.Select(report => report.Epoch));
        Assert.All(reports, report => Assert.Equal(4, report.Epochs));
        Assert.Equal(result.CostHistory, reports.Select(report => report.Cost));
        Assert.Equal(StopReason.Completed, result.StopReason);
    }

    [Fact]
    public void CancellationKeepsWhatIsLearntSoFar()
    {
        using var cancellation = new CancellationTokenSource();
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 2);
        var options = new TrainingOptions { Epochs = 100, LearningRate = 0.5 };

        var cancelled = NetworkTrainer.Train(start, Flower.Examples(), options with
        {
            CancellationToken = cancellation.Token,
            Progress = progress =>
            {
                if (progress.Epoch == 3)
                    cancellation.Cancel();
            },
        });

        Assert.Equal(StopReason.Cancelled, cancelled.StopReason);
        Assert.Equal(3, cancelled.CostHistory.Count);
        Assert.Equal(
            NetworkTrainer.Train(start, Flower.Examples(), options with { Epochs = 3 }).Network.W1.ToArray(),
            cancelled.Network.W1.ToArray());
    }

    [Theory]
    [InlineData(1e30)]
    [InlineData(1e300)]
    public void DivergenceNamesTheEpochAndTheLearningRate(double learningRate)
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 2);

        var error = Assert.Throws<TrainingDivergedException>(() => NetworkTrainer.Train(
            start, Flower.Examples(), new TrainingOptions { Epochs = 1000, LearningRate = learningRate }));

        Assert.Contains($"epoch {error.Epoch}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"learning rate {learningRate}", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Epoch, 1, 999);
    }

    [Theory]
    [InlineData(nameof(TrainingOptions.LearningRate), 0.0)]
    [InlineData(nameof(TrainingOptions.LearningRate), -1.0)]
    [InlineData(nameof(TrainingOptions.LearningRate), double.NaN)]
    [InlineData(nameof(TrainingOptions.Epochs), -1)]
    [InlineData(nameof(TrainingOptions.BatchSize), -1)]
    public void AnOptionOutOfRangeIsNamed(string option, double value)
    {
        var options = option switch
        {
            nameof(TrainingOptions.LearningRate) => new TrainingOptions { LearningRate = value },
            nameof(TrainingOptions.Epochs) => new TrainingOptions { Epochs = (int)value },
            _ => new TrainingOptions { BatchSize = (int)value },
        };
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 2);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => NetworkTrainer.Train(start, Flower.Examples(), options));

        Assert.Equal(option, error.ParamName);
        Assert.Contains($"{option} must be", error.Message, StringComparison.Ordinal);
        Assert.Equal(value, error.ActualValue);
    }
}
