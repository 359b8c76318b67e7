using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Training;

public class LearningRateScheduleTests
{
    [Fact]
    public void ConstantStays() => Assert.Equal([0.3, 0.3, 0.3], Rates(LearningRateSchedule.Constant, 0.3, [3, 2, 1]));

    [Fact]
    public void InverseScalingDividesByAPowerOfTheEpoch()
        => AssertClose([0.3, 0.15, 0.1, 0.075], Rates(LearningRateSchedule.InverseScaling(power: 1), 0.3, [4, 3, 2, 1]));

    [Fact]
    public void CosineIsThatOfPyTorch()
    {
        // torch 1.13: CosineAnnealingLR(SGD(lr=0.1), T_max=6, eta_min=0.01).
        double[] torch =
        [
            0.1, 0.09397114317029975, 0.07750000000000001, 0.055000000000000014, 0.032500000000000015, 0.01602885682970026,
        ];

        AssertClose(torch, Rates(LearningRateSchedule.Cosine(finalFraction: 0.1), 0.1, [6, 5, 4, 3, 2, 1]));
    }

    [Fact]
    public void AdaptiveTakesAFifthAfterTwoEpochsThatDidNotLowerTheCost()
    {
        // Epochs 3 and 4 fail to fall by 0.01 below 0.5; epoch 5 does; epochs 6 and 7 fail again.
        double[] costs = [1, 0.5, 0.495, 0.499, 0.4, 0.6, 0.5, 0.3];

        AssertClose([1, 1, 1, 1, 0.2, 0.2, 0.2, 0.04], Rates(LearningRateSchedule.Adaptive(0.01), 1, costs));
    }

    [Fact]
    public void AdaptiveFailuresAreCountedInARow()
        => AssertClose([1, 1, 1, 1, 1, 1], Rates(LearningRateSchedule.Adaptive(0.01), 1, [1, 1, 0.5, 0.5, 0.4, 0.4]));

    [Fact]
    public void AdaptiveEndsWhereTheRateIsAMillionth()
    {
        var rates = new RateSequence(
            new TrainingOptions { LearningRate = 1e-5, LearningRateSchedule = LearningRateSchedule.Adaptive() });

        // The first cost is an improvement; then 1e-5, 2e-6 and 4e-7 last for two failures each.
        bool[] ends = [.. Enumerable.Range(0, 7).Select(_ => rates.EndEpoch(1))];

        Assert.Equal([false, false, false, false, false, false, true], ends);
        Assert.Equal(4e-7, rates.Rate(8), 1e-15);
    }

    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void StepsAreTakenAtTheRatesThatTheHistoryTells(TrainingForm form)
    {
        var random = new Random(4);
        TrainingSet examples = Engine.RandomExamples(random, 9, 3, weighted: false);
        var start = Engine.RandomNetwork(random, new NetworkShape(3, 2, Activation.Tanh));
        var options = new TrainingOptions
        {
            LearningRate = 0.8,
            LearningRateSchedule = LearningRateSchedule.Cosine(),
            Epochs = 4,
            Form = form,
        };

        var trained = NetworkTrainer.Train(start, examples, options);

        // By hand: one full-batch step an epoch.
        var parameters = start.CopyParameters();
        var gradient = new NetworkParameters<double>(start.Shape);
        double[] rates = [.. Enumerable.Range(0, 4).Select(t => 0.8 * (1 + Math.Cos(Math.PI * t / 4)) / 2)];
        foreach (double rate in rates)
        {
            Engine.Named("reference").CostAndGradient(parameters, examples, Engine.All(examples), gradient);
            for (int i = 0; i < parameters.Values.Length; i++)
                parameters.Values[i] -= rate * gradient.Values[i];
        }

        AssertClose(rates, [.. trained.History.Select(epoch => epoch.LearningRate)]);
        AssertClose(parameters.Values.ToArray(), Engine.Values(trained.Network));
    }

    [Fact]
    public void AdaptiveTrainingEndsAsConverged()
    {
        // A rate too small to lower the cost by the tolerance: 1e-5, 2e-6, 4e-7, two epochs each after the first.
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 2);

        var trained = NetworkTrainer.Train(start, Flower.Examples(), new TrainingOptions
        {
            LearningRate = 1e-5,
            LearningRateSchedule = LearningRateSchedule.Adaptive(),
        });

        Assert.Equal(StopReason.Converged, trained.StopReason);
        Assert.Equal(7, trained.History.Count);
    }

    [Fact]
    public void LbfgsTakesNoSchedule()
    {
        var options = new TrainingOptions
        {
            Optimizer = Optimizer.Lbfgs(),
            LearningRateSchedule = LearningRateSchedule.Cosine(),
        };

        string message = Assert.Throws<ArgumentException>(options.Check).Message;

        Assert.Contains("L-BFGS", message, StringComparison.Ordinal);
        Assert.Contains("LearningRateSchedule must be constant, not Cosine", message, StringComparison.Ordinal);
    }

    /// <summary>The rates of as many epochs as there are costs.</summary>
    private static double[] Rates(LearningRateSchedule schedule, double rate, double[] costs)
    {
        var rates = new RateSequence(
            new TrainingOptions { LearningRate = rate, LearningRateSchedule = schedule, Epochs = costs.Length });
        return [.. costs.Select((cost, i) =>
        {
            double ofEpoch = rates.Rate(i + 1);
            rates.EndEpoch(cost);
            return ofEpoch;
        })];
    }

    private static void AssertClose(double[] expected, double[] actual)
        => AssertWithin(expected, actual, 1e-12);
}
