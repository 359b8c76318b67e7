using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Benchmarks.Accuracy.Summary;

namespace MlNetShallow.Sample.Tests.Benchmarks;

public sealed class SummaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EqualsShareTheirRankAndASetCountsForThoseWhoHaveIt()
    {
        SetAverage[] averages = SetAverage.All(
        [
            Measured.Classes("a", "ours", 0.2), Measured.Classes("a", "sk-mlp", 0.3), Measured.Classes("a", "sk-forest", 0.3),
            Measured.Classes("b", "ours", 0.5), Measured.Classes("b", "sk-mlp", 0.4),
        ]);

        Assert.Equal(
            [new("ours", 1.5, 2), new("sk-mlp", 1.75, 2), new("sk-forest", 2.5, 1)],
            MeanRank.Of(averages, average => average.LogLoss, isLessBetter: true));
        Assert.Equal("ours", MeanRank.Of(averages[..3], average => average.LogLoss, isLessBetter: false)[^1].Contestant);
        Assert.Empty(MeanRank.Of(averages, average => average.RSquared, isLessBetter: false));
    }

    [Fact]
    public void AverageAndDeviationAreThoseOfTheSplits()
    {
        SetAverage average = Assert.Single(SetAverage.All(
        [
            Measured.Classes("a", "ours", 0.2), Measured.Classes("a", "ours", 0.3, split: 1),
            Measured.Classes("a", "ours", 0.4, split: 2),
        ]));

        Assert.Equal(3, average.Splits);
        Assert.Equal(0.3, average.LogLoss!.Mean, 12);
        Assert.Equal(0.1, average.LogLoss.Deviation!.Value, 12);
    }

    [Fact]
    public void PairsAreOfTheSplitsThatBothHave()
    {
        (SetAverage one, SetAverage other) = Assert.Single(SetAverage.Pairs(
            [
                Measured.Classes("a", "ours", 0.2), Measured.Classes("a", "ours", 9, split: 1),
                Measured.Classes("a", "before", 0.3), Measured.Classes("b", "before", 0.3),
            ],
            "ours",
            "before"));

        Assert.Equal((0.2, 0.3), (one.LogLoss!.Mean, other.LogLoss!.Mean));
    }

    [Fact]
    public void NothingMeasuredIsNoFloorHeld()
        => Assert.All(
            new Floors([]).Check(), floor => Assert.StartsWith("not measured", floor.ToString(), StringComparison.Ordinal));

    [Fact]
    public void AllFloorsCanBeHeld()
    {
        Floor[] missed = [.. new Floors(Good()).Check().Where(floor => floor.IsHeld != true)];
        Assert.Empty(missed);
    }

    public static TheoryData<string, int> Faults => new()
    {
        { "log-loss by that of the classes' frequencies", 0 },
        { "guessing, R²", 1 },
        { "one fixed λ, mean log-loss", 2 },
        { "one fixed λ, log-loss above", 3 },
        { "one fixed λ, accuracy below", 4 },
        { "tables by log-loss", 5 },
        { "tables by accuracy", 6 },
        { "tables by R²", 7 },
        { "calibration", 8 },
        { "catvnoncat, log-loss", 9 },
        { "adult, AUC", 10 },
        { "up to 5,000 rows", 11 },
        { "200,000 × 50, CPU", 12 },
        { "200,000 × 50, log-loss", 13 },
        { "1,000,000 × 30, CPU", 14 },
        { "1,000,000 × 30, MB", 15 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void EachFloorIsMissedByItsFault(string name, int fault)
    {
        Measurement faulty = Faulty(fault);
        IReadOnlyList<Floor> floors = new Floors([.. Good().Where(m => m.Key != faulty.Key), faulty]).Check();

        Floor floor = Assert.Single(floors, floor => floor.Name.Contains(name, StringComparison.Ordinal));
        Assert.False(floor.IsHeld, floor.ToString());
        Assert.StartsWith("MISSED", floor.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatStandsAboveTheMarkStays()
    {
        string page = _folder["accuracy.md"];
        File.WriteAllText(page, $"# Mine\n\n{MarkdownPages.Mark}\n\nold\n");
        Measurement[] good = Good();
        SetAverage[] averages = SetAverage.All(good);

        MarkdownPages.Write(page, new(averages, new Floors(good).Check()), averages);

        string text = File.ReadAllText(page), tables = File.ReadAllText(_folder["accuracy-tables.md"]);
        Assert.StartsWith($"# Mine\n\n{MarkdownPages.Mark}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("old", text, StringComparison.Ordinal);
        const string line = "| adult | 700 × 10 | log-loss | 0.700 | 0.500 | **0.300** | 0.400 | ML.NET LightGbm |";
        Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.Contains("### adult", tables, StringComparison.Ordinal);
        File.WriteAllText(page, "# Mine\n");
        Assert.Throws<InvalidDataException>(() => MarkdownPages.Write(page, new(averages, []), averages));
    }

    /// <summary>Measurements that hold all floors.</summary>
    private static Measurement[] Good() =>
    [
        .. OfClasses("adult", SetKind.Table), .. OfClasses("catvnoncat", SetKind.Picture),
        .. OfClasses("drawn-cats", SetKind.Picture), .. OfClasses("signs", SetKind.Picture),
        Measured.Numbers("pbc", "ours", 0.5),
        Measured.Numbers("pbc", "guessing", 0),
        Measured.Numbers("pbc", "sk-forest", 0.4),
        Measured.Numbers("pbc", "ml-lightgbm", 0.4),
        Measured.Classes(Floors.Rows200K, "ours", 0.3, kind: SetKind.Large),
        Measured.Classes(Floors.Rows200K, "ml-lightgbm", 0.4, kind: SetKind.Large),
        Measured.Classes(Floors.Rows1M, "ours", 0.3, kind: SetKind.Large),
    ];

    private static Measurement[] OfClasses(string set, SetKind kind) =>
    [
        Measured.Classes(set, "ours", 0.3, 0.95, kind: kind),
        Measured.Classes(set, "before", 0.5, 0.95, kind: kind),
        Measured.Classes(set, "guessing", 0.7, 0.5, kind: kind),
        Measured.Classes(set, "sk-forest", 0.41, 0.9, kind: kind),
        Measured.Classes(set, "ml-lightgbm", 0.4, 0.9, kind: kind),
    ];

    /// <summary>What makes one of them a missed one.</summary>
    private static Measurement Faulty(int fault) => fault switch
    {
        0 => Measured.Classes("adult", "ours", 0.72),
        1 or 7 => Measured.Numbers("pbc", "ours", -0.1),
        2 => Measured.Classes("adult", "ours", 1.2),
        3 => Measured.Classes("adult", "ours", 0.54),
        4 => Measured.Classes("adult", "ours", 0.3, 0.94),
        5 => Measured.Classes("adult", "ours", 0.405),
        6 => Measured.Classes("adult", "ours", 0.3, 0.8),
        8 => Measured.Classes("adult", "ours", 0.3, calibrationError: 0.3),
        9 => Measured.Classes("catvnoncat", "ours", 0.66, kind: SetKind.Picture),
        10 => Measured.Classes("adult", "ours", 0.3, auc: 0.89),
        11 => Measured.Classes("adult", "ours", 0.3, seconds: 3.1),
        12 => Measured.Classes(Floors.Rows200K, "ours", 0.3, kind: SetKind.Large, seconds: 2.1),
        13 => Measured.Classes(Floors.Rows200K, "ours", 0.4, kind: SetKind.Large),
        14 => Measured.Classes(Floors.Rows1M, "ours", 0.3, kind: SetKind.Large, seconds: 181),
        _ => Measured.Classes(Floors.Rows1M, "ours", 0.3, kind: SetKind.Large, peak: 1100),
    };
}
