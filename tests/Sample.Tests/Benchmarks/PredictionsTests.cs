using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Sample.Tests.Benchmarks;

public class PredictionsTests
{
    [Fact]
    public void TwoClassesByHand()
    {
        Quality quality = Predictions.OfProbabilities([0.9, 0.6, 0.6, 0.2]).Judge(LearningTask.Binary, 0, [1, 0, 1, 0]);

        Assert.Equal(0.75, quality.Accuracy);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.6) + Math.Log(0.8)) / 4, quality.LogLoss!.Value, 12);
        // Of four pairs three are in order; the equal one counts half.
        Assert.Equal(3.5 / 4, quality.AreaUnderCurve);
        // 0.9 is 0.1 too low; of the two 0.6 one is right, 0.1 too few each; 0.2 is 0.2 too high.
        Assert.Equal((0.1 + 0.2 + 0.2) / 4, quality.CalibrationError!.Value, 12);
        Assert.Null(quality.RSquared);
    }

    [Fact]
    public void ThreeClassesByHand()
    {
        double[] probabilities = [0.7, 0.2, 0.1, 0.3, 0.6, 0.1, 0.2, 0.5, 0.3];
        var predictions = new Predictions(probabilities, Probabilities: probabilities);
        Quality quality = predictions.Judge(LearningTask.Multiclass, 3, [0, 1, 2]);

        Assert.Equal(2 / 3.0, quality.Accuracy!.Value, 12);
        Assert.Equal(-(Math.Log(0.7) + Math.Log(0.6) + Math.Log(0.3)) / 3, quality.LogLoss!.Value, 12);
        Assert.Equal((0.3 + 0.4 + 0.5) / 3, quality.CalibrationError!.Value, 12);
        Assert.Null(quality.AreaUnderCurve);
    }

    [Fact]
    public void NumbersByHand()
    {
        Quality quality = new Predictions([1, 2, 4]).Judge(LearningTask.Regression, 0, [1, 2, 3]);

        Assert.Equal(0.5, quality.RSquared!.Value, 12);
        Assert.Equal(1 / 3.0, quality.AbsoluteError!.Value, 12);
        Assert.Null(quality.LogLoss);
    }

    [Fact]
    public void AWrongCertaintyIsFinite()
        => Assert.Equal(
            -Math.Log(1e-15), Predictions.OfProbabilities([1, 0]).Judge(LearningTask.Binary, 0, [0, 1]).LogLoss!.Value, 9);

    [Fact]
    public void NaNIsNoPrediction()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => Predictions.OfProbabilities([0.5, double.NaN]).Judge(LearningTask.Binary, 0, [0, 1]));
        Assert.Contains("NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CalibratedAreProbabilitiesThatComeTrue()
    {
        double[] probabilities = [.. Enumerable.Repeat(0.25, 4), .. Enumerable.Repeat(0.75, 4)];
        Assert.Equal(0, CalibrationError.Of(probabilities, [true, false, false, false, true, true, true, false]), 12);
        Assert.Equal(0.25, CalibrationError.Of(probabilities, [false, false, false, false, true, true, true, true]), 12);
        Assert.Equal(1, CalibrationError.Of([1, 0], [false, true]));
    }
}
