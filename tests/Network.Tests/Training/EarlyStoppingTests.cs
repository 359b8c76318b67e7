using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

public class EarlyStoppingTests
{
    public static TheoryData<string, TrainingForm> OptimizersAndForms => new()
    {
        { "descent", TrainingForm.Ordinary }, { "descent", TrainingForm.Span },
        { "mini-batches", TrainingForm.Ordinary }, { "mini-batches", TrainingForm.Span },
        { "adam", TrainingForm.Ordinary },
        { "lbfgs", TrainingForm.Ordinary }, { "lbfgs", TrainingForm.Span },
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

        var trained = GradientDescent.Train(start, examples, options, validation: others);

        Assert.Equal(StopReason.EarlyStopped, trained.StopReason);
        double[] costs = [.. trained.History.Select(epoch => epoch.ValidationCost!.Value)];
        Assert.Equal(Array.IndexOf(costs, costs.Min()) + 1, trained.History.BestEpoch);
        Assert.Equal(trained.History.BestEpoch + 4, trained.History.Count);
        Assert.InRange(trained.History.Count, 5, options.Epochs - 1);

        // An independent evaluation of the network that came back, and the same network from as many epochs without stopping.
        Assert.Equal(costs.Min(), Cost(trained.Network, others), 1e-9);
        var asLong = GradientDescent.Train(
            start, examples, options with { EarlyStopping = null, Epochs = trained.History.BestEpoch });
        Assert.Equal(Values(asLong.Network), Values(trained.Network));
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

        var with = GradientDescent.Train(start, examples, options, validation: others);
        var without = GradientDescent.Train(start, examples, options);

        // In the span, the inner products of L-BFGS are sums over the validation examples' coefficients of 0, too.
        double tolerance = (optimizer, form) == ("lbfgs", TrainingForm.Span) ? 1e-12 : 0;
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(without.CostHistory[i], with.CostHistory[i], tolerance));
        double[] values = Values(without.Network), same = Values(with.Network);
        Assert.All(Enumerable.Range(0, values.Length), i => Assert.Equal(values[i], same[i], tolerance));
        Assert.All(without.History, epoch => Assert.Null(epoch.ValidationCost ?? epoch.ValidationMetric));
        Assert.Equal(Cost(with.Network, others), with.History[^1].ValidationCost!.Value, 1e-9);
        Assert.Equal(Accuracy(with.Network, others), with.History[^1].ValidationMetric!.Value, 1e-12);
    }

    [Fact]
    public void TheBestWeightsComeBackWhenTheEpochsRunOutToo()
    {
        var random = new Random(5);
        TrainingSet examples = Engine.RandomExamples(random, 30, 40, weighted: false);
        TrainingSet others = Engine.RandomExamples(random, 20, 40, weighted: false);
        var start = Engine.RandomNetwork(random, new NetworkShape(40, 4, Activation.Tanh), 0.1);

        var trained = GradientDescent.Train(
            start, examples, new TrainingOptions { LearningRate = 0.5, Epochs = 40, EarlyStopping = new(Patience: 1000) },
            validation: others);

        Assert.Equal(StopReason.Completed, trained.StopReason);
        Assert.Equal(40, trained.History.Count);
        Assert.InRange(trained.History.BestEpoch, 1, 39);
        Assert.Equal(trained.History.Min(epoch => epoch.ValidationCost!.Value), Cost(trained.Network, others), 1e-9);
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

        var trained = GradientDescent.Train(start, Flower.Examples(), options);

        // The first cost is the lowest so far; the next three hardly differ from it.
        Assert.Equal(StopReason.EarlyStopped, trained.StopReason);
        Assert.Equal(4, trained.History.Count);
        Assert.Equal(4, trained.History.BestEpoch);
        Assert.Equal(
            Values(GradientDescent.Train(start, Flower.Examples(), options with { EarlyStopping = null, Epochs = 4 }).Network),
            Values(trained.Network));
    }

    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Span)]
    public void AFractionIsAsGoodAsTheSetsThatItMakes(TrainingForm form)
    {
        var random = new Random(8);
        TrainingSet examples = Engine.RandomExamples(random, 40, 50, weighted: true);
        var start = Engine.RandomNetwork(random, new NetworkShape(50, 3, Activation.Tanh), 0.1);
        var options = new TrainingOptions { Form = form, Epochs = 8, EarlyStopping = new(ValidationFraction: 0.25) };
        var (training, validation) = Split(examples, 0.25, options.Seed);

        var byFraction = GradientDescent.Train(start, examples, options);
        var bySets = GradientDescent.Train(start, training, options, validation: validation);

        Assert.Equal(Values(bySets.Network), Values(byFraction.Network));
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

        var ofSparse = GradientDescent.Train(start, sparse, options).History;
        var ofDense = GradientDescent.Train(start, dense, options).History;

        for (int i = 0; i < 5; i++)
            Assert.Equal(ofDense[i].ValidationCost!.Value, ofSparse[i].ValidationCost!.Value, 1e-9);
    }

    [Fact]
    public void EveryClassGivesItsShareAndEveryExampleIsOnOneSide()
    {
        // 300 of class 0, 40 of class 1; every third example of class 0 has weight 0 and is as if it were not there.
        float[] labels = [.. Enumerable.Range(0, 340).Select(i => i % 17 < 2 ? 1f : 0f)];
        float[] weights = [.. labels.Select((label, i) => label == 0 && i % 3 == 0 ? 0f : 1f)];
        var features = FeatureMatrix.FromRows<float>([.. Enumerable.Range(0, 340).Select(i => (float)i)], 1);
        var examples = new TrainingSet(features, labels, weights);

        var (training, validation) = Split(examples, 0.2, seed: 3);

        float[] ids = [.. Ids(training).Concat(Ids(validation))];
        Assert.Equal(Enumerable.Range(0, 340).Select(i => (float)i), ids.Order());
        Assert.InRange(validation.Labels.ToArray().Count(label => label == 1), 7, 9);
        Assert.InRange(validation.Rows, 47, 49);
        Assert.All(Enumerable.Range(0, validation.Rows), row => Assert.Equal(1, validation.Weight(row)));
        Assert.All(
            Enumerable.Range(0, training.Rows), row => Assert.Equal(labels[(int)Ids(training)[row]], training.Labels[row]));

        Assert.Equal(Ids(validation), Ids(Split(examples, 0.2, 3).Validation));
        Assert.NotEqual(Ids(validation), Ids(Split(examples, 0.2, 4).Validation));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.4)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void TheShareIsTheFraction(double fraction)
    {
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>(new float[1000], 1), new float[1000]);

        Assert.InRange(Split(examples, fraction, 1).Validation.Rows, (fraction * 1000) - 1, (fraction * 1000) + 1);
    }

    [Fact]
    public void LabelsThatAreProbabilitiesAreOfTheClassThatTheyAreNearerTo()
    {
        float[] labels = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? i / 1000f : 1 - (i / 1000f))];
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>(new float[200], 1), labels);

        float[] heldOut = Split(examples, 0.1, 1).Validation.Labels.ToArray();

        Assert.InRange(heldOut.Count(label => label < 0.5), 9, 11);
        Assert.InRange(heldOut.Count(label => label > 0.5), 9, 11);
    }

    [Fact]
    public void AFractionThatHoldsNoneOutIsRefused()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(1, 2), WeightInitialization.He, 2);
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>([1, 2, 3], 1), [0, 1, 1]);

        string message = Assert.Throws<ArgumentException>(() => GradientDescent.Train(
            start, examples, new TrainingOptions { EarlyStopping = new EarlyStopping(ValidationFraction: 0.01) })).Message;

        Assert.Contains("ValidationFraction 0.01 of 3 examples", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AValidationSetOfOtherFeaturesIsRefused()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 2);
        var others = new TrainingSet(FeatureMatrix.FromRows<float>([1, 2, 3], 1), [0, 1, 1]);

        Assert.Contains(
            "takes 2 features; the examples have 1",
            Assert.Throws<ArgumentException>(
                () => GradientDescent.Train(start, Flower.Examples(), new TrainingOptions(), validation: others)).Message,
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

        var trained = GradientDescent.Train(start, examples, options, validation: others);

        Assert.Equal(StopReason.Cancelled, trained.StopReason);
        Assert.Equal(trained.History.Min(epoch => epoch.ValidationCost!.Value), Cost(trained.Network, others), 1e-9);
    }

    private static (TrainingSet Training, TrainingSet Validation) Split(TrainingSet examples, double fraction, int seed)
    {
        var shape = new NetworkShape(examples.Features.Columns, 1);
        return (
            HoldOut.Side(isHeldOut: false, [examples], fraction, seed, shape).Single(),
            HoldOut.Side(isHeldOut: true, [examples], fraction, seed, shape).Single());
    }

    private static TrainingOptions Options(string optimizer) => optimizer switch
    {
        "mini-batches" => new() { LearningRate = 0.2, BatchSize = 7, Epochs = 300 },
        "adam" => new() { Optimizer = Optimizer.Adam(), LearningRate = 0.01, Epochs = 300 },
        "lbfgs" => new() { Optimizer = Optimizer.Lbfgs(), Epochs = 300 },
        _ => new() { LearningRate = 0.5, Epochs = 300 },
    };

    private static double Cost(ShallowNetwork<double> network, TrainingSet examples)
        => ReferenceEngine.Instance.CostAndGradient(
            network.CopyParameters(), examples, Engine.All(examples), new NetworkParameters<double>(network.Shape));

    private static double Accuracy(ShallowNetwork<double> network, TrainingSet examples)
    {
        double[] logits = network.Logits(examples.Features);
        double right = Engine.All(examples).Where(row => logits[row] > 0 == examples.Labels[row] > 0.5)
            .Sum(row => (double)examples.Weight(row));
        return right / Engine.All(examples).Sum(row => (double)examples.Weight(row));
    }

    private static float[] Ids(TrainingSet examples)
    {
        var ids = new float[examples.Rows];
        for (int row = 0; row < ids.Length; row++)
            examples.Features.CopyRow(row, 0, ids.AsSpan(row, 1));
        return ids;
    }

    private static double[] Values(ShallowNetwork<double> network) => network.CopyParameters().Values.ToArray();
}
