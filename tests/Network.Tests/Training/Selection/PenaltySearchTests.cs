using MlNetShallow.Training;
using MlNetShallow.Training.Selection;

namespace MlNetShallow.Network.Tests.Training.Selection;

/// <summary>The way that the search takes, over networks whose cost out of the folds is a formula of λ.</summary>
public class PenaltySearchTests
{
    private static readonly NetworkShape Shape = new(1, 0, Activation.Relu, OutputLayer.IdentitySquaredError);
    private static readonly TrainingSet Examples = new(
        FeatureMatrix.FromRows<float>(new float[40], 1), [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 1f : -1f)]);

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.001)]
    [InlineData(3)]
    public void ItFindsTheLowestOnASteadyGrid(double best)
    {
        // Off by |log λ / best|: lowest there.
        CrossValidationResult found = Search((l2, _) => Math.Abs(Math.Log(l2 / best)));

        double nearest = Enumerable.Range(-6, 13).Select(i => 0.01 * Math.Pow(10, i / 2.0))
            .MinBy(l2 => Math.Abs(Math.Log(l2 * Math.Sqrt(1.25) / best)));
        Assert.Equal(nearest, found.L2Regularization, nearest * 1e-9);
        Assert.Equal(found.Scores.Min(score => score.Cost), found.Cost);
        Assert.All(found.Scores, score => Assert.Equal(5, score.FoldCosts.Count));
    }

    [Fact]
    public void APathThatOnlyGetsWorseEndsAtOnce()
        => Assert.Equal(3, Search((l2, _) => Math.Abs(Math.Log(l2 / 0.01 / Math.Sqrt(1.25)))).Scores.Count);

    [Fact]
    public void WhatIsWorseThanGuessingMovesToStrongerPenalties()
    {
        // Worse, for a while even from step to step, than the mean, from which all are 1 away.
        CrossValidationResult found = Search((l2, _) => l2 < 0.05 ? 3 : l2 < 0.5 ? 4 : l2 < 2 ? 2 : 0.999);

        Assert.True(found.Cost <= found.CostOfGuessing);
        Assert.True(found.L2Regularization > 1);
    }

    [Fact]
    public void AWeakPenaltyGetsMoreEpochsAsLongAsTheyPay()
    {
        // Weak penalties are better, and each epoch up to 200 saves something.
        CrossValidationResult found = Search(
            (l2, epochs) => (l2 < 0.005 ? 0.5 : 0.9) + (0.3 * Math.Exp(-Math.Min(epochs, 200) / 50.0)));

        Assert.InRange(found.Epochs, 150, 260);
        Assert.Equal(found.Path.Sum(stage => stage.Epochs), found.Epochs);
        Assert.Equal(0.01, found.Path[0].L2Regularization, 1e-12);
    }

    [Fact]
    public void CancelledItKeepsTheBestSoFar()
    {
        using var source = new CancellationTokenSource();
        Fake[] fakes = Fakes((l2, _) => Math.Abs(Math.Log(l2 / 0.1)));
        fakes[0].BeforeTraining = count =>
        {
            if (count == 3)
                source.Cancel();
        };
        PenaltySearch search = Of(fakes, source.Token);

        Assert.Null(search.Run());
        Assert.True(search.IsCancelled);
        Assert.Equal([2.0, 70], (double[])search.Weights![0]);
    }

    [Fact]
    public void WeightsThatDivergedAreNoStartForStrongerPenalties()
    {
        // All up to 0.05 are worse than the mean, one of them is no number, and one beyond is good.
        CrossValidationResult found = Search((l2, _) => l2 < 0.02 ? 3 : l2 < 0.06 ? double.NaN : l2 < 0.2 ? 0.5 : 2);

        Assert.Equal(0.1, found.L2Regularization, 1e-9);
        Assert.Equal([0.01, 0.1], found.Path.Select(stage => Math.Round(stage.L2Regularization, 9)));
    }

    private static CrossValidationResult Search(Func<double, int, double> error) => Of(Fakes(error)).Run()!;

    private static PenaltySearch Of(Fake[] fakes, CancellationToken token = default)
    {
        var options = new TrainingOptions
        {
            L2Regularization = 0.01, CrossValidation = new CrossValidation(), NumberOfThreads = 1, CancellationToken = token,
        };
        Folds folds = Deal();
        return new PenaltySearch(fakes, new OutOfFold(Shape, Examples, folds), folds, options, work: 1, costFactor: 1);
    }

    private static Fake[] Fakes(Func<double, int, double> error)
    {
        Folds folds = Deal();
        return [.. Enumerable.Range(0, 5).Select(fold => new Fake(error, folds.HeldOut(fold)))];
    }

    private static Folds Deal() => Folds.Stratified(Examples, Shape, new CrossValidation(), seed: 1);

    /// <summary>Predicts each label but for the error; its weights are the numbers of its
    /// trainings and epochs.</summary>
    private sealed class Fake(Func<double, int, double> error, int[] rows) : IFoldTraining
    {
        private double _l2;
        private int _epochs;
        private int _trainings;

        public Action<int> BeforeTraining { get; set; } = _ => { };

        public Array Weights
        {
            get => new double[] { _trainings, _epochs };
            set => _epochs = (int)((double[])value)[1];
        }

        public bool Train(double l2, int epochs)
        {
            BeforeTraining(++_trainings);
            (_l2, _epochs) = (l2, _epochs + epochs);
            return true;
        }

        public double[] Logits() => [.. rows.Select(row => Examples.Labels[row] + error(_l2, _epochs))];
    }
}
