using MlNetShallow.Evaluation.Searches;

namespace MlNetShallow.Evaluation.Tests.Searches;

/// <summary>Who goes on and who wins, worked by hand.</summary>
public class HalvingTests
{
    [Theory]
    [InlineData(15, new[] { 15, 8, 4, 2, 1 })]
    [InlineData(16, new[] { 16, 8, 4, 2, 1 })]
    [InlineData(3, new[] { 3, 2, 1, 1, 1 })]
    [InlineData(1, new[] { 1, 1, 1, 1, 1 })]
    [InlineData(0, new[] { 0, 0, 0, 0, 0 })]
    public void EachFoldHasPlacesForHalfOfThoseBefore(int trials, int[] places)
        => Assert.Equal(places, Enumerable.Range(0, 5).Select(fold => Halving.Places(trials, fold)));

    [Fact]
    public void TheBetterHalfGoesOnAndTrial0InAnyCase()
    {
        SearchTrial[] round = [Trial(0, 9), Trial(1, 5), Trial(2, 3), Trial(3, 4), Trial(4, 3), Trial(5, 8)];
        round[2].Error = "diverged";

        Assert.Equal([0, 1, 3, 4], Numbers(Halving.GoOn(round, 1)));

        // Of two folds it is the mean that counts: 4.5, 4.6 and 4.5, and of equals the first.
        round[0].Add(9);
        round[1].Add(4);
        round[3].Add(5.2);
        round[4].Add(6);
        Assert.Equal([0, 1, 4], Numbers(Halving.GoOn(round, 2)));
        round[1].Error = "diverged";
        Assert.Equal([0, 3, 4], Numbers(Halving.GoOn(round, 2)));
    }

    [Fact]
    public void AllBeginButThoseThatHaveFailed()
        => Assert.Equal([0, 1, 2], Numbers(Halving.GoOn([Trial(0), Trial(1), Trial(2)], 0)));

    // Gains of 0.3, 0.1, 0.2, 0.1: mean 0.175, standard error 0.0479. Of 0.3, 0, 0.2, 0: mean 0.125, standard error 0.075.
    [Theory]
    [InlineData(new[] { 0.7, 0.9, 0.8, 0.9 }, 1)]
    [InlineData(new[] { 0.7, 1, 0.8, 1 }, 0)]
    [InlineData(new[] { 1.0, 1, 1, 1 }, 0)]
    [InlineData(new[] { 0.99, 0.99, 0.99, 0.99 }, 1)]
    [InlineData(new[] { 0.1, 0.1, 0.1 }, 0)]
    [InlineData(new[] { 0.1, 0.1, 0.1, double.PositiveInfinity }, 0)]
    public void ABetterTrialWinsIfItIsBetterByMoreThanTwoStandardErrors(double[] losses, int winner)
        => Assert.Equal(winner, Halving.Choose([Trial(0, 1, 1, 1, 1), Trial(1, losses)], folds: 4).Number);

    [Fact]
    public void TheBestOfThoseThatCameToTheEndWins()
    {
        SearchTrial failed = Trial(4, 0, 0);
        failed.Error = "diverged";

        Assert.Equal(
            3, Halving.Choose([Trial(0, 2, 2), Trial(1, 1.5, 1.5), Trial(2, 0), Trial(3, 1, 1.1), failed], folds: 2).Number);
        Assert.Equal(1, Halving.Choose([Trial(0, 2, double.PositiveInfinity), Trial(1, 3, 3)], folds: 2).Number);
        Assert.Equal(0, Halving.Choose([Trial(0, 2)], folds: 2).Number);
    }

    private static SearchTrial Trial(int number, params double[] losses)
    {
        var trial = new SearchTrial(number, varied: null);
        foreach (double loss in losses)
            trial.Add(loss);
        return trial;
    }

    private static IEnumerable<int> Numbers(IEnumerable<SearchTrial> trials) => trials.Select(trial => trial.Number);
}
