using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Comparisons.Tables;

namespace MlNetShallow.Evaluation.Tests.Comparisons.Tables;

public class FigureTests
{
    [Fact]
    public void ADeviationIsThatOfASample()
    {
        // Mean 5, squares of the differences 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, and 32 / 7.
        Statistic statistic = Statistic.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.Equal(5, statistic.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7), statistic.Deviation!.Value, 1e-15);
        Assert.Null(Statistic.Of([3]).Deviation);
    }

    [Theory]
    [InlineData("squared", "r_squared", false)]
    [InlineData("absolute", "mean_absolute_error", true)]
    [InlineData("huber 2", "mean_absolute_error", true)]
    [InlineData("quantile 0.9", "mean_pinball_loss", true)]
    [InlineData("quantile 0.1 0.9", "mean_pinball_loss", true)]
    [InlineData("poisson", "mean_poisson_deviance", true)]
    [InlineData("gamma", "mean_gamma_deviance", true)]
    public void TheFirstFigureIsTheLosssOwn(string loss, string name, bool isCost)
    {
        Figure first = Figure.Of(TableTask.Regression, RegressionLoss.Parse(loss))[0];

        Assert.Equal((name, isCost), (first.Name, first.IsCost));
    }

    [Theory]
    [InlineData("accuracy", 0.95, "0.9500")]
    [InlineData("log_loss", double.PositiveInfinity, "∞")]
    [InlineData("seconds_to_fit", 0, "0")]
    [InlineData("seconds_to_fit", 0.00041234, "0.000412")]
    [InlineData("seconds_to_fit", 8.74, "8.74")]
    [InlineData("seconds_to_fit", 195.54, "196")]
    [InlineData("rows_per_second", 1234567, "1230000")]
    [InlineData("model_bytes", 4863999, "4860")]
    public void NumbersAreShortAndWithoutExponents(string name, double value, string text)
        => Assert.Equal(text, Figure.Of(TableTask.Binary).Single(figure => figure.Name == name).Format(value));
}
