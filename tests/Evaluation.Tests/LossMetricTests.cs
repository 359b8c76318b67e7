using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Evaluation.Tests;

public class LossMetricTests
{
    private readonly MLContext _context = new(seed: 1);

    // The label is 2 above the first, at 0.25 each, and 1 below the second, at 0.75.
    [Fact]
    public void ThePinballLossOfOneLevelByHand()
    {
        IReadOnlyDictionary<string, double> values = Measure(
            RegressionLoss.Quantile(0.25), new() { Label = 4, Score = 2 }, new() { Label = 4, Score = 5 });

        Assert.Equal(((0.25 * 2) + (0.75 * 1)) / 2, values["mean_pinball_loss"], 1e-7);
        Assert.False(values.ContainsKey("coverage"));
    }

    [Fact]
    public void ThePinballLossOfAnIntervalByHand()
    {
        IReadOnlyDictionary<string, double> values = Measure(
            RegressionLoss.Quantile(0.1, 0.9), new() { Label = 4, Low = 1, High = 5 }, new() { Label = 7, Low = 1, High = 5 });

        // (0.1 · 3 + 0.1 · 1 + 0.1 · 6 + 0.9 · 2) / 4; of the labels 4 and 7 one is inside.
        Assert.Equal(0.7, values["mean_pinball_loss"], 1e-6);
        Assert.Equal(0.5, values["coverage"]);
        // The best constants are 4 and 7, which cost 0.1 · 3 for the label 7 and 0.1 · 3 for the label 4.
        Assert.Equal(1 - (0.7 / 0.15), values["d_squared"], 1e-5);
    }

    [Fact]
    public void DeviancesByHand()
    {
        // 2 (4 ln 2 − 4 + 2) and 2 · 1; 2 (2 − 1 − ln 2).
        Assert.Equal(
            ((8 * Math.Log(2)) - 4 + 2) / 2,
            Measure(RegressionLoss.Poisson, new() { Label = 4, Score = 2 }, new() { Label = 0, Score = 1 })["mean_poisson_deviance"],
            1e-6);
        Assert.Equal(
            2 * (1 - Math.Log(2)), Measure(RegressionLoss.Gamma, new Row { Label = 4, Score = 2 })["mean_gamma_deviance"], 1e-6);
    }

    [Fact]
    public void APredictionBelowZeroHasAnInfiniteDeviance()
    {
        foreach (float score in (float[])[0, -1])
        {
            Assert.Equal(double.PositiveInfinity, Measure(
                RegressionLoss.Poisson, new() { Label = 4, Score = score }, new() { Label = 1, Score = 1 })["mean_poisson_deviance"]);
        }
    }

    /// <summary>6 events in 3 years: two a year, which is the best rate there is, and the deviance of it all that can be
    /// saved.</summary>
    [Fact]
    public void WithOffsetsWhatIsSavedIsAgainstOneRateByHand()
    {
        Row[] rows = [new() { Label = 1, Score = 1, Offset = 0 }, new() { Label = 5, Score = 5, Offset = MathF.Log(2) }];
        Assert.Equal(1, Saved(rows), 1e-6);

        (rows[0].Score, rows[1].Score) = (2, 4);
        Assert.Equal(0, Saved(rows), 1e-6);

        (rows[0].Score, rows[1].Score) = (3, 3);
        // Deviances over 2: 2 − ln 3 and 5 ln (5/3) − 2; of the rate 1 − ln 2 and 5 ln (5/4) − 1.
        Assert.Equal(
            1 - ((2 - Math.Log(3) + (5 * Math.Log(5.0 / 3)) - 2) / (1 - Math.Log(2) + (5 * Math.Log(1.25)) - 1)), Saved(rows), 1e-5);

        double Saved(Row[] rows) => ModelMetrics.Of(
            _context.Data.LoadFromEnumerable(rows), new() { Loss = RegressionLoss.Poisson, OffsetColumnName = "Offset" })
            .Values["d_squared"];
    }

    [Fact]
    public void AnOffsetColumnThatIsNotThereIsNamed()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => ModelMetrics.Of(
            _context.Data.LoadFromEnumerable<Row>([new()]), new() { OffsetColumnName = "Exposure" }));

        Assert.Contains("There is no offset column 'Exposure'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfLabelsThatTheLossDoesNotKnowThereIsNone()
        => Assert.Equal(double.NaN, Measure(
            RegressionLoss.Gamma, new() { Label = 0, Score = 2 }, new() { Label = 1, Score = 2 })["mean_gamma_deviance"]);

    [Fact]
    public void TheSquaredErrorHasItsOwnAlone()
        => Assert.Equal(
            ["mean_absolute_error", "mean_squared_error", "r_squared", "root_mean_squared_error"],
            Measure(RegressionLoss.Squared, new() { Label = 4, Score = 2 }, new() { Label = 0, Score = 1 }).Keys.Order(StringComparer.Ordinal));

    private IReadOnlyDictionary<string, double> Measure(RegressionLoss loss, params Row[] rows)
        => ModelMetrics.Of(_context.Data.LoadFromEnumerable(rows), new() { Loss = loss }).Values;

    private sealed class Row
    {
        public float Label { get; set; }

        public float Score { get; set; }

        public float Offset { get; set; }

        [ColumnName("Quantile0.1")]
        public float Low { get; set; }

        [ColumnName("Quantile0.9")]
        public float High { get; set; }
    }
}
