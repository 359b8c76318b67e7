using MlNetShallow.Evaluation.Reports;

namespace MlNetShallow.Evaluation.Tests.Reports;

public class CalibrationTests
{
    // Eighths and quarters are exact in single precision.
    private static readonly Calibration Worked = Calibration.Of(
    [
        (0.125f, false), (0.1875f, true), (0.75f, true), (0.75f, true), (0.75f, false), (0.78125f, true), (1, true), (0, false),
    ]);

    [Fact]
    public void ABinHasItsMeanAndItsShare()
    {
        Assert.Equal(10, Worked.Bins.Length);
        Assert.Equal([1, 2, 0, 0, 0, 0, 0, 4, 0, 1], Worked.Bins.Select(bin => bin.Examples));
        Assert.Equal((0.15625, 0.5), (Worked.Bins[1].MeanProbability, Worked.Bins[1].Share));
        Assert.Equal((0.7578125, 0.75), (Worked.Bins[7].MeanProbability, Worked.Bins[7].Share));
        Assert.Equal((1, 1), (Worked.Bins[9].MeanProbability, Worked.Bins[9].Share));
        Assert.Equal(double.NaN, Worked.Bins[2].Share);
    }

    [Fact]
    public void TheErrorIsTheMeanDistanceOfTheBinsByTheirExamples()
        => Assert.Equal(((2 * 0.34375) + (4 * 0.0078125)) / 8, Worked.Error, 1e-12);

    [Fact]
    public void TheBrierScoreIsTheMeanSquaredDistance()
    {
        double[] squares =
            [0.125 * 0.125, 0.8125 * 0.8125, 0.0625, 0.0625, 0.5625, 0.21875 * 0.21875, 0, 0];

        Assert.Equal(squares.Sum() / 8, Worked.Brier, 1e-12);
    }
}
