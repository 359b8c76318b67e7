using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests;

public class DropoutMaskTests
{
    private const int Rows = 200, Units = 50;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void EachUnitIsDroppedWithItsProbabilityWhateverBecomesOfTheOthers(double p)
    {
        bool[,] dropped = Dropped(new DropoutMask(p, key: 1)), ofAnotherKey = Dropped(new DropoutMask(p, key: 2));
        bool[,] ofAnotherLayer = Dropped(new DropoutMask(p, key: 1), layer: 2);

        // Shares of n draws deviate by √(p (1 − p) / n); five deviations are met once in two million.
        AssertShare(p, Rows * Units, (row, unit) => dropped[row, unit]);
        for (int unit = 0; unit < Units; unit++)
            AssertShare(p, Rows, (row, _) => dropped[row, unit], units: 1);
        for (int row = 0; row < Rows; row++)
            AssertShare(p, Units, (_, unit) => dropped[row, unit], rows: 1);
        AssertShare(p * p, Rows * Units, (row, unit) => dropped[row, unit] && dropped[(row + 1) % Rows, unit]);
        AssertShare(p * p, Rows * Units, (row, unit) => dropped[row, unit] && dropped[row, (unit + 1) % Units]);
        AssertShare(p * p, Rows * Units, (row, unit) => dropped[row, unit] && ofAnotherKey[row, unit]);
        AssertShare(p, Rows * Units, (row, unit) => ofAnotherLayer[row, unit]);
        AssertShare(p * p, Rows * Units, (row, unit) => dropped[row, unit] && ofAnotherLayer[row, unit]);
        AssertShare(p * p, Rows * Units, (row, unit) => dropped[row, unit] && ofAnotherLayer[row, (unit + 1) % Units]);
    }

    [Fact]
    public void AUnitThatStaysCountsForThoseThatAreDropped()
    {
        var mask = new DropoutMask(0.75, 3);

        double[] factors = [.. Enumerable.Range(0, 100).Select(row => mask.Factor(row, unit: 0)).Distinct().Order()];

        Assert.Equal([0, 4], factors);
        Assert.Equal(mask.Factor(7, 5), new DropoutMask(0.75, 3).Factor(7, 5));
        Assert.Equal(mask.Factor(7, 5), mask.Factor(7, 5, layer: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => mask.Factor(7, 5, layer: 0));
    }

    [Fact]
    public void TheDefaultDropsNone()
        => Assert.All(Enumerable.Range(0, 100), row => Assert.Equal(1, default(DropoutMask).Factor(row, row)));

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void AProbabilityOutOfItsRangeIsRefused(double p)
        => Assert.Equal("Dropout", Assert.Throws<ArgumentOutOfRangeException>(() => new DropoutMask(p, 1)).ParamName);

    [Fact]
    public void OnAverageTheMaskChangesNothing()
    {
        // With identities the prediction is linear in D, so db2, the mean of ŷ − y, has its value without dropout as mean.
        var random = new Random(2);
        var network = Engine.RandomNetwork(
            random, new NetworkShape(4, 6, Activation.Identity, OutputLayer.IdentitySquaredError)).CopyParameters();
        var examples = Engine.RandomExamples(random, 8, network.Shape, weighted: true);
        double BiasGradient(DropoutMask mask)
        {
            var gradient = new NetworkParameters<double>(network.Shape);
            new VectorizedEngine<double>().CostAndGradient(network, examples, Engine.All(examples), gradient, mask);
            return gradient.B2[0];
        }

        double[] masked = [.. Enumerable.Range(0, 4000).Select(key => BiasGradient(new DropoutMask(0.4, (ulong)key)))];

        double mean = masked.Average(), deviation = Math.Sqrt(masked.Average(value => (value - mean) * (value - mean)));
        Assert.InRange(deviation, 0.01, 10);
        Assert.Equal(BiasGradient(default), mean, 5 * deviation / Math.Sqrt(masked.Length));
    }

    [Fact]
    public void TrainingDrawsANewMaskEachEpochAndTheSameOnesFromASeed()
    {
        var (start, examples, options) = Training();

        double[] costs = Costs(options), again = Costs(options), ofAnotherSeed = Costs(options with { Seed = 2 });

        Assert.Equal(costs, again);
        Assert.NotEqual(costs, ofAnotherSeed);
        // The rate is next to nothing: only the mask makes the cost of an epoch another.
        Assert.Equal(costs.Length, costs.Select(cost => Math.Round(cost, 6)).Distinct().Count());

        double[] Costs(TrainingOptions with)
            => [.. NetworkTrainer.Train(start, examples, with).History.Select(epoch => epoch.Cost)];
    }

    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void ValidationHasAllUnits(TrainingForm form)
    {
        var (start, examples, options) = Training();

        var trained = NetworkTrainer.Train(start, examples, options with { Form = form }, validation: examples);

        double cost = ReferenceEngine.Instance.CostAndGradient(
            trained.Network.CopyParameters(), examples, Engine.All(examples), new NetworkParameters<double>(start.Shape));
        Assert.Equal(cost, trained.History[^1].ValidationCost!.Value, 1e-9);
    }

    [Fact]
    public void WhatCannotGoWithItIsNamed()
    {
        var (start, examples, options) = Training();
        var linear = Engine.RandomNetwork(new Random(1), new NetworkShape(3, 0));

        string withLbfgs = Assert.Throws<ArgumentException>(
            () => NetworkTrainer.Train(start, examples, options with { Optimizer = Optimizer.Lbfgs() })).Message;
        string withoutUnits = Assert.Throws<ArgumentException>(() => NetworkTrainer.Train(linear, examples, options)).Message;

        Assert.Contains("Optimizer L-BFGS", withLbfgs, StringComparison.Ordinal);
        Assert.Contains("Dropout must be 0, not 0.3", withLbfgs, StringComparison.Ordinal);
        Assert.Contains("Dropout is 0.3, but the network has no hidden units", withoutUnits, StringComparison.Ordinal);
    }

    [Fact]
    public void EachLayerHasItsOwnMask()
    {
        // Two identity layers of the same size, each unit passed on alone: ŷ is the sum over the units of both factors' products.
        const int Units = 6;
        var network = new NetworkParameters<double>(
            new NetworkShape(1, [Units, Units], Activation.Identity, OutputLayer.IdentitySquaredError));
        network.W1.Fill(1);
        for (int unit = 0; unit < Units; unit++)
            network.W(2)[(unit * Units) + unit] = 1;
        network.OutputWeights.Fill(1);
        var mask = new DropoutMask(0.4, 9);
        var examples = new TrainingSet(FeatureMatrix.FromRows<double>([1, 1, 1], 1), [0, 0, 0]);

        foreach (string engine in (string[])["reference", "vectorized"])
        {
            for (int row = 0; row < 3; row++)
            {
                double prediction = Enumerable.Range(0, Units).Sum(unit => mask.Factor(row, unit) * mask.Factor(row, unit, 2));
                var gradient = new NetworkParameters<double>(network.Shape);

                Engine.Named(engine).CostAndGradient(network, examples, [row], gradient, mask);

                Assert.Equal(prediction, gradient.OutputBiases[0], 1e-12);
            }
        }
    }

    private static (ShallowNetwork<double> Start, TrainingSet Examples, TrainingOptions Options) Training()
    {
        var random = new Random(3);
        var start = Engine.RandomNetwork(random, new NetworkShape(3, 5, Activation.Tanh));
        return (start, Engine.RandomExamples(random, 12, start.Shape, weighted: false),
            new TrainingOptions { Dropout = 0.3, Epochs = 8, LearningRate = 1e-9 });
    }

    private static bool[,] Dropped(DropoutMask mask, int layer = 1)
    {
        var dropped = new bool[Rows, Units];
        for (int row = 0; row < Rows; row++)
        {
            for (int unit = 0; unit < Units; unit++)
                dropped[row, unit] = mask.Factor(row, unit, layer) == 0;
        }

        return dropped;
    }

    private static void AssertShare(double expected, int draws, Func<int, int, bool> isIn, int rows = Rows, int units = Units)
    {
        double share = Enumerable.Range(0, rows * units).Count(i => isIn(i / units, i % units)) / (double)draws;
        Assert.Equal(expected, share, 5 * Math.Sqrt(expected * (1 - expected) / draws));
    }
}
