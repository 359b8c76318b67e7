using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

public class EarlyStoppingTests
{
    public static TheoryData<string, TrainingForm> OptimizersAndForms => new()
    {
        { "descent", TrainingForm.Ordinary }, { "descent", TrainingForm.Gram },
        { "mini-batches", TrainingForm.Ordinary }, { "mini-batches", TrainingForm.Gram },
        { "adam", TrainingForm.Ordinary },
        { "lbfgs", TrainingForm.Ordinary }, { "lbfgs", TrainingForm.Gram },
    };

    [Theory]
    [MemberData(nameof(OptimizersAndForms))]
    public void StopsAndGoesBackToTheBestWeights(string optimizer, TrainingForm form)
    {
        // Labels without rhyme or reason: what is learnt of some says nothing of the others, and their cost soon rises.
        var random = new Random(5);
        TrainingSet examples = Engine.RandomExamples(random, 30, 40, weighted: true);
        TrainingSet others = Engine.RandomExamples(random, 20, 40, weighted: true);
        var start = Engine.RandomNetwork(random, new NetworkShape(40, 4, Activation.Tanh), 0.1);
        TrainingOptions options = Options(optimizer) with
        {
            Form = form,
            EarlyStopping = new EarlyStopping(Patience: 4, Tolerance: 0),
        };

        var trained = NetworkTrainer.Train(start, examples, options, validation: others);

        Assert.Equal(StopReason.EarlyStopped, trained.StopReason);
        double[] costs = [.. trained.History.Select(epoch => epoch.ValidationCost!.Value)];
        Assert.Equal(Array.IndexOf(costs, costs.Min()) + 1, trained.History.BestEpoch);
        Assert.Equal(trained.History.BestEpoch + 4, trained.History.Count);
        Assert.InRange(trained.History.Count, 5, options.Epochs - 1);

        // An independent evaluation of the network that came back, and the same network from as many epochs without stopping.
        Assert.Equal(costs.Min(), Engine.Cost(trained.Network, others), 1e-9);
        var asLong = NetworkTrainer.Train(
            start, examples, options with { EarlyStopping = null, Epochs = trained.History.BestEpoch });
        Assert.Equal(Engine.Values(asLong.Network), Engine.Values(trained.Network));
    }

    [Theory]
    [MemberData(nameof(OptimizersAndForms))]
    public void ValidationAloneChangesNothing(string optimizer, TrainingForm form)
    {
        var random = new Random(6);
        TrainingSet examples = Engine.RandomExamples(random, 30, 40, weighted: false);
        TrainingSet others = Engine.RandomExamples(random, 300, 40, weighted: true);
        var start = Engine.RandomNetwork(random, new NetworkShape(40, 4, Activation.Tanh), 0.1);
        TrainingOptions options = Options(optimizer) with { Form = form, Epochs = 6 };

        var with = NetworkTrainer.Train(start, examples, options, validation: others);
        var without = NetworkTrainer.Train(start, examples, options);

        // In the Gram form, the inner products of L-BFGS are sums over the validation examples' coefficients of 0, too.
        double tolerance = (optimizer, form) == ("lbfgs", TrainingForm.Gram) ? 1e-12 : 0;
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(without.CostHistory[i], with.CostHistory[i], tolerance));
        double[] values = Engine.Values(without.Network), same = Engine.Values(with.Network);
        Assert.All(Enumerable.Range(0, values.Length), i => Assert.Equal(values[i], same[i], tolerance));
        Assert.All(without.History, epoch => Assert.Null(epoch.ValidationCost ?? epoch.ValidationMetric));
        Assert.Equal(Engine.Cost(with.Network, others), with.History[^1].ValidationCost!.Value, 1e-9);
        Assert.Equal(Accuracy(with.Network, others), with.History[^1].ValidationMetric!.Value, 1e-12);
    }

    [Fact]
    public void TheBestWeightsComeBackWhenTheEpochsRunOutToo()
    {
        var random = new Random(5);
        TrainingSet examples = Engine.RandomExamples(random, 30, 40, weighted: false);
        TrainingSet others = Engine.RandomExamples(random, 20, 40, weighted: false);
        var start = Engine.RandomNetwork(random, new NetworkShape(40, 4, Activation.Tanh), 0.1);

        var trained = NetworkTrainer.Train(
            start, examples, new TrainingOptions { LearningRate = 0.5, Epochs = 40, EarlyStopping = new(Patience: 1000) },
            validation: others);

        Assert.Equal(StopReason.Completed, trained.StopReason);
        Assert.Equal(40, trained.History.Count);
        Assert.InRange(trained.History.BestEpoch, 1, 39);
        Assert.Equal(trained.History.Min(epoch => epoch.ValidationCost!.Value), Engine.Cost(trained.Network, others), 1e-9);
    }

    [Fact]
    public void WithoutValidationTheTrainingCostIsWatchedAndTheLastWeightsStay()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 2);
        var options = new TrainingOptions
        {
            LearningRate = 1e-6,
            EarlyStopping = new EarlyStopping(Patience: 3, ValidationFraction: 0),
        };

        var trained = NetworkTrainer.Train(start, Flower.Examples(), options);

        // The first cost is the lowest so far; the next three hardly differ from it.
        Assert.Equal(StopReason.EarlyStopped, trained.StopReason);
        Assert.Equal(4, trained.History.Count);
        Assert.Equal(4, trained.History.BestEpoch);
        Assert.Equal(
            Engine.Values(NetworkTrainer.Train(
                start, Flower.Examples(), options with { EarlyStopping = null, Epochs = 4 }).Network),
            Engine.Values(trained.Network));
    }

    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void AFractionIsAsGoodAsTheSetsThatItMakes(TrainingForm form)
    {
        var random = new Random(8);
        TrainingSet examples = Engine.RandomExamples(random, 40, 50, weighted: true);
        var start = Engine.RandomNetwork(random, new NetworkShape(50, 3, Activation.Tanh), 0.1);
        var options = new TrainingOptions { Form = form, Epochs = 8, EarlyStopping = new(ValidationFraction: 0.25) };
        var (training, validation) = HoldOutTests.Split(examples, 0.25, options.Seed);

        var byFraction = NetworkTrainer.Train(start, examples, options);
        var bySets = NetworkTrainer.Train(start, training, options, validation: validation);

        Assert.Equal(Engine.Values(bySets.Network), Engine.Values(byFraction.Network));
        Assert.Equal(
            bySets.History.Select(epoch => epoch.ValidationCost), byFraction.History.Select(epoch => epoch.ValidationCost));
    }

    [Fact]
    public void SparseExamplesAreHeldOutLikeTheirDenseCopies()
    {
        var random = new Random(9);
        var (sparse, dense) = Engine.RandomSparseExamples(random, 60, 30, 0.2, weighted: true);
        var start = Engine.RandomNetwork(random, new NetworkShape(30, 3, Activation.Tanh), 0.1);
        var options = new TrainingOptions { Epochs = 5, LearningRate = 0.3, EarlyStopping = new() };

        var ofSparse = NetworkTrainer.Train(start, sparse, options).History;
        var ofDense = NetworkTrainer.Train(start, dense, options).History;

        for (int i = 0; i < 5; i++)
            Assert.Equal(ofDense[i].ValidationCost!.Value, ofSparse[i].ValidationCost!.Value, 1e-9);
    }

    [Fact]
    public void AValidationSetOfOtherFeaturesIsRefused()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 2);
        var others = new TrainingSet(FeatureMatrix.FromRows<float>([1, 2, 3], 1), [0, 1, 1]);

        Assert.Contains(
            "takes 2 features; the examples have 1",
            Assert.Throws<ArgumentException>(
                () => NetworkTrainer.Train(start, Flower.Examples(), new TrainingOptions(), validation: others)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void CancellationKeepsTheBestWeightsSoFar()
    {
        using var cancellation = new CancellationTokenSource();
        var random = new Random(5);
        TrainingSet examples = Engine.RandomExamples(random, 30, 40, weighted: false);
        TrainingSet others = Engine.RandomExamples(random, 20, 40, weighted: false);
        var start = Engine.RandomNetwork(random, new NetworkShape(40, 4, Activation.Tanh), 0.1);
        var options = new TrainingOptions
        {
            LearningRate = 0.5,
            EarlyStopping = new(Patience: 1000),
            CancellationToken = cancellation.Token,
            Progress = progress =>
            {
                if (progress.Epoch == 40)
                    cancellation.Cancel();
            },
        };

        var trained = NetworkTrainer.Train(start, examples, options, validation: others);

        Assert.Equal(StopReason.Cancelled, trained.StopReason);
        Assert.Equal(trained.History.Min(epoch => epoch.ValidationCost!.Value), Engine.Cost(trained.Network, others), 1e-9);
    }

    private static TrainingOptions Options(string optimizer) => optimizer switch
    {
        "mini-batches" => new() { LearningRate = 0.2, BatchSize = 7, Epochs = 300 },
        "adam" => new() { Optimizer = Optimizer.Adam(), LearningRate = 0.01, Epochs = 300 },
        "lbfgs" => new() { Optimizer = Optimizer.Lbfgs(), Epochs = 300 },
        _ => new() { LearningRate = 0.5, Epochs = 300 },
    };

    private static double Accuracy(ShallowNetwork<double> network, TrainingSet examples)
    {
        double[] logits = network.Logits(examples.Features);
        double right = Engine.All(examples).Where(row => logits[row] > 0 == examples.Labels[row] > 0.5)
            .Sum(row => (double)examples.Weight(row));
        return right / Engine.All(examples).Sum(row => (double)examples.Weight(row));
    }
}
