using MlNetShallow.Evaluation.Reports;

namespace MlNetShallow.Evaluation.Tests.Reports;

public class ResidualsTests
{
    [Fact]
    public void ABinHasTheResidualsFromItsLowerEndOn()
    {
        // Predicted minus actual: −1, 0, 0.25, 1, 3. The range of 4 makes 20 bins of 0.2.
        Residuals residuals = Residuals.Of([(3, 2), (1, 1), (2, 2.25f), (5, 6), (4, 7)]);

        Assert.Equal([1, 2, 3, 4, 5], residuals.Actual);
        Assert.Equal([1, 2.25f, 2, 7, 6], residuals.Predicted);
        Assert.Equal((-1, 0.2), (residuals.Low, residuals.Width));
        int[] expected = new int[20];
        (expected[0], expected[5], expected[6], expected[10], expected[19]) = (1, 1, 1, 1, 1);
        Assert.Equal(expected, residuals.Bins);
    }

    [Fact]
    public void EqualResidualsShareABin()
        => Assert.Equal(3, Residuals.Of([(1, 2), (2, 3), (3, 4)]).Bins[0]);

    [Fact]
    public void ManyPointsAreThinnedAndTheirBinsAreNot()
    {
        Residuals residuals = Residuals.Of([.. Enumerable.Range(0, 9000).Select(i => ((float)i, i + (i % 7f)))]);

        Assert.InRange(residuals.Actual.Length, 1000, 2000);
        Assert.Equal(9000, residuals.Bins.Sum());
    }
}
