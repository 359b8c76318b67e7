using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests;

public class WeightInitializationTests
{
    [Fact]
    public void NormalWeightsAreThoseOfTheCourse()
    {
        // np.random.seed(2); W1 = randn(4, 2) * 0.01; W2 = randn(1, 4) * 0.01, as the course prints them.
        var network = ShallowNetwork<double>.Initialize(new NetworkShape(2, 4), WeightInitialization.Normal, seed: 2);

        double[] w1 = [-0.00416758, -0.00056267, -0.02136196, 0.01640271, -0.01793436, -0.00841747, 0.00502881, -0.01245288];
        double[] w2 = [-0.01057952, -0.00909008, 0.00551454, 0.02292208];
        for (int i = 0; i < w1.Length; i++)
            Assert.Equal(w1[i], network.W1[i], 1e-8);
        for (int i = 0; i < w2.Length; i++)
            Assert.Equal(w2[i], network.W2[i], 1e-8);
        Assert.Equal(0, network.B1.ToArray().Sum() + network.B2[0]);
    }

    [Theory]
    [InlineData(WeightInitialization.Normal, 0.01)]
    [InlineData(WeightInitialization.He, 0.05)]
    [InlineData(WeightInitialization.Xavier, 0.047619047619047616)]
    public void TheDeviationIsThatOfTheFormula(WeightInitialization initialization, double deviation)
    {
        // 800 inputs, 82 hidden units: √(2/800) = 0.05, √(2/882) = 0.0476.
        var network = ShallowNetwork<double>.Initialize(new NetworkShape(800, 82), initialization, seed: 4);

        double[] weights = network.W1.ToArray();
        double measured = Math.Sqrt(weights.Sum(weight => weight * weight) / weights.Length);

        // The deviation of 65,600 normal draws is itself good to 1/√(2·65600) = 0.28 %; four times that.
        Assert.Equal(deviation, measured, deviation * 0.011);
    }

    [Fact]
    public void EachLayerIsDrawnAfterTheOneBeforeByItsOwnFanIn()
    {
        // np.random.seed(1); [randn(3, 2), randn(2, 3), randn(1, 2)], in this order, as the course's deep network draws them.
        double[] draws =
        [
            1.6243453636632417, -0.6117564136500754, -0.5281717522634557, -1.0729686221561705, 0.8654076293246785,
            -2.3015386968802827, 1.74481176421648, -0.7612069008951028, 0.31903909605709857, -0.2493703754774101,
            1.462107937044974, -2.060140709497654, -0.3224172040135075, -0.38405435466841564,
        ];
        var network = ShallowNetwork<double>.Initialize(new NetworkShape(2, [3, 2]), WeightInitialization.He, seed: 1);

        Closeness.AssertWithin([.. draws[..6].Select(draw => draw * Math.Sqrt(2.0 / 2))], network.W(1).ToArray(), 1e-14);
        Closeness.AssertWithin([.. draws[6..12].Select(draw => draw * Math.Sqrt(2.0 / 3))], network.W(2).ToArray(), 1e-14);
        Closeness.AssertWithin([.. draws[12..].Select(draw => draw * Math.Sqrt(2.0 / 2))], network.W(3).ToArray(), 1e-14);
        Assert.Equal([0, 0, 0, 0, 0, 0], [.. network.B(1), .. network.B(2), .. network.B(3)]);
    }

    [Fact]
    public void ZeroWeightsLeaveAllHiddenUnitsEqualForEver()
    {
        // Symmetry, S6 of the notes: with sigmoid units, which move off zero, every unit moves alike.
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 4, Activation.Sigmoid), WeightInitialization.Zeros, 1);

        var trained = NetworkTrainer.Train(
            start, Flower.Examples(), new TrainingOptions { LearningRate = 1.2, Epochs = 500 }).Network;

        Assert.NotEqual(0, trained.W1[0]);
        Assert.NotEqual(0, trained.W2[0]);
        for (int unit = 1; unit < 4; unit++)
        {
            Assert.Equal(trained.W1[..2].ToArray(), trained.W1.Slice(unit * 2, 2).ToArray());
            Assert.Equal(trained.B1[0], trained.B1[unit]);
            Assert.Equal(trained.W2[0], trained.W2[unit]);
        }
    }

    [Theory]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    public void LargeWeightsSaturateAndLearnSlowerThanSmallOnes(Activation activation)
    {
        // S6 of the notes: with large W1 the hidden units stand where g' is almost 0, so that W1 hardly moves and the cost
        // falls less. W2 starts the same for both, as large weights there would only lengthen the steps.
        var small = Learn(activation, scale: 0.5);
        var large = Learn(activation, scale: 500);

        Assert.True(large.Movement < small.Movement / 2, $"W1 moved by {large.Movement}, from small weights {small.Movement}");
        Assert.True(large.Cost > small.Cost, $"cost {large.Cost}, from small weights {small.Cost}");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AnImpossibleScaleIsRefused(double scale)
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => ShallowNetwork<float>.Initialize(new NetworkShape(2, 4), WeightInitialization.Normal, 1, scale));

    /// <summary>How far W1 moves, and the cost in the end, where W1 starts at randn · scale and W2 at 0.5 randn.</summary>
    private static (double Movement, double Cost) Learn(Activation activation, double scale)
    {
        var shape = new NetworkShape(2, 4, activation);
        var parameters = ShallowNetwork<double>.Initialize(shape, WeightInitialization.Normal, seed: 2, 0.5).CopyParameters();
        ShallowNetwork<double>.Initialize(shape, WeightInitialization.Normal, seed: 2, scale).W1.CopyTo(parameters.W1);
        var start = new ShallowNetwork<double>(parameters);

        var result = NetworkTrainer.Train(
            start, Flower.Examples(), new TrainingOptions { LearningRate = 1.2, Epochs = 1000 });

        double squares = 0;
        for (int i = 0; i < start.W1.Length; i++)
            squares += Math.Pow(result.Network.W1[i] - start.W1[i], 2);
        return (Math.Sqrt(squares), result.CostHistory[^1]);
    }
}
