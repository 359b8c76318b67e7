using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Tests.Output;

public class TrainingViewTests
{
    [Fact]
    public void AWideTerminalHasAllOnOneLine()
        => Assert.Equal(
            [
                "epoch   3 of 150   cost 0.500000   validation cost 0.612346   accuracy 0.8125   rate 0.01   2 min left",
                "█▅▁",
            ],
            View().Lines(200, hasBars: true));

    [Fact]
    public void ANarrowerOneBreaksBetweenFigures()
        => Assert.Equal(
            [
                "epoch   3 of 150   cost 0.500000   validation cost 0.612346   accuracy 0.8125",
                "rate 0.01   2 min left",
                "█▅▁",
            ],
            View().Lines(80, hasBars: true));

    [Fact]
    public void BelowSixtyColumnsItHasFewerDigits()
        => Assert.Equal(
            [
                "epoch 3/150   cost 0.5000",
                "val. cost 0.6123   accuracy 0.813",
                "rate 0.01   2 min left",
                "█▅▁",
            ],
            View().Lines(40, hasBars: true));

    [Fact]
    public void AtTwentyColumnsEachHasItsLine()
        => Assert.Equal(
            ["epoch 3/150", "cost 0.5000", "val. cost 0.6123", "accuracy 0.813", "rate 0.01", "2 min left"],
            View().Lines(20, hasBars: false));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void NothingIsLongerThanTheTerminalIsWide(int width)
    {
        var view = new TrainingView("accuracy");
        Assert.All(view.Lines(width, hasBars: true), line => Assert.InRange(line.Length, 1, width));
        for (int epoch = 1; epoch <= 1000; epoch++)
            view.Add(Progress(epoch, epochs: 1_000_000_000, cost: 1e6 / epoch, validation: 1e9));

        string[] lines = view.Lines(width, hasBars: true);

        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
        Assert.Equal(Math.Min(width, 60), lines[^1].Length);
    }

    [Fact]
    public void BeforeTheFirstEpochItSaysWhatItWaitsFor()
        => Assert.Equal(["first epoch"], new TrainingView("accuracy").Lines(80, hasBars: true));

    [Theory]
    [InlineData(1, 101, "100 s left")]
    [InlineData(60, 101, "100 min left")]
    [InlineData(3600, 31, "30 h left")]
    [InlineData(3600, 1_000_000_000, "41666667 days left")]
    public void TheTimeLeftIsThatOfTheEpochsLeft(int secondsAnEpoch, int epochs, string left)
    {
        var view = new TrainingView("accuracy");
        var record = new EpochRecord(1, 0.5, null, null, 0.01, secondsAnEpoch);

        view.Add(new TrainingProgress(record, epochs, TimeSpan.FromSeconds(secondsAnEpoch)));

        Assert.Equal($"epoch 1 of {epochs}: cost 0.500000, rate 0.01, {left}", view.Line());
    }

    [Fact]
    public void ASparklineGoesFromTheLowestToTheHighest()
    {
        Assert.Equal("▁▂▃▄▅▆▇█", Sparkline.Of([0, 1, 2, 3, 4, 5, 6, 7]));
        Assert.Equal("█▁▅", Sparkline.Of([3, -1, 1.1]));
        Assert.Equal("▁▁", Sparkline.Of([2, 2]));
        Assert.Equal("", Sparkline.Of([]));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(239)]
    [InlineData(100_000)]
    public void TheTrackOfTheCostKeepsTheWholeWay(int epochs)
    {
        var track = new CostTrack();
        for (int epoch = 0; epoch < epochs; epoch++)
            track.Add(epoch);

        double[] parts = track.Parts(4);

        // A straight way stays straight: its quarters have the means of their epochs, to an epoch or two, or those not told yet.
        Assert.Equal(4, parts.Length);
        for (int i = 0; i < 4; i++)
            Assert.Equal((i + 0.5) / 4 * epochs, parts[i], Math.Max(1.5, epochs / 100.0));
        Assert.Equal(parts.Order(), parts);
        Assert.InRange(track.Parts(int.MaxValue).Length, Math.Min(epochs, 120), 240);
    }

    private static TrainingView View()
    {
        var view = new TrainingView("accuracy");
        foreach ((int epoch, double cost) in new[] { (1, 0.7), (2, 0.62), (3, 0.5) })
            view.Add(Progress(epoch, epochs: 150, cost, validation: 0.6123456));
        return view;
    }

    private static TrainingProgress Progress(int epoch, int epochs, double cost, double validation)
        => new(new EpochRecord(epoch, cost, validation, 0.8125, 0.01, 1), epochs, TimeSpan.FromSeconds(epoch));
}
