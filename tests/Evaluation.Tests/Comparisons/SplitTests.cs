using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Evaluation.Tests.Comparisons;

public class SplitTests
{
    [Theory]
    [InlineData(2, 5, 5)]
    [InlineData(3, 7, 11)]
    [InlineData(5, 5, 8)]
    [InlineData(10, 40, 13)]
    public void EachExampleIsTestedWithOnceAndClassesAreSharedOutEvenly(int folds, int ofFirst, int ofSecond)
    {
        int[] strata = Strata(ofFirst, ofSecond);

        bool[][] tests = Tests(Split.OfFolds(strata, folds, seed: 3));

        Assert.Equal(folds, tests.Length);
        Assert.All(strata.Index(), row => Assert.Single(tests, test => test[row.Index]));
        foreach (int stratum in (int[])[0, 1])
        {
            int[] counts = [.. tests.Select(test => strata.Index().Count(row => row.Item == stratum && test[row.Index]))];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }

        int[] sizes = [.. tests.Select(test => test.Count(isTest => isTest))];
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    }

    [Fact]
    public void TheSeedShufflesAndNothingElse()
    {
        int[] strata = Strata(30, 30);

        string Drawn(int seed) => string.Join('|', Tests(Split.OfFolds(strata, 3, seed)).Select(
            test => string.Concat(test.Select(isTest => isTest ? 1 : 0))));

        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));
    }

    [Theory]
    [InlineData(0.25, 40, 8, 10, 2)]
    [InlineData(0.001, 40, 8, 1, 1)]
    [InlineData(0.999, 40, 2, 39, 1)]
    public void AShareOfEachClassIsHeldOutButNeverNoneOrAll(
        double share, int ofFirst, int ofSecond, int heldOutOfFirst, int heldOutOfSecond)
    {
        int[] strata = Strata(ofFirst, ofSecond);

        bool[] test = Assert.Single(Tests(Split.HoldOut(strata, share, seed: 1)));

        Assert.Equal(heldOutOfFirst, strata.Index().Count(row => row.Item == 0 && test[row.Index]));
        Assert.Equal(heldOutOfSecond, strata.Index().Count(row => row.Item == 1 && test[row.Index]));
    }

    private static int[] Strata(int ofFirst, int ofSecond)
        => [.. Enumerable.Repeat(0, ofFirst), .. Enumerable.Repeat(1, ofSecond)];

    private static bool[][] Tests(Split split) => [.. split.Folds.Select(fold => fold!)];
}
