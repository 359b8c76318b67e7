using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Numerics;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>Tables made in code, of <see cref="DrawnRows"/>: drawn once, then split as real ones are.</summary>
internal static class DrawnProblems
{
    private const int Rows = 1000;
    private const int LargeTest = 1000;

    public static IEnumerable<ProblemSource> All { get; } =
    [
        Binary("moons", Rows, DrawnRows.Moon),
        Binary("circles", Rows, DrawnRows.Circle),
        Binary("hastie", 2 * Rows, DrawnRows.Hastie),
        Classes("quantiles", Rows, 3, DrawnRows.Quantile),
        Binary("label-noise", Rows, DrawnRows.LabelNoise),
        Binary("rare", 5 * Rows, DrawnRows.Rare),
        Classes("hundred-classes", 3 * Rows, DrawnRows.Centres, DrawnRows.Centre),
        FewRows("fifty-rows", 50, DrawnRows.FewRows),
        Binary("heavy-tails", Rows, DrawnRows.HeavyTails),
        Binary("units", Rows, random => DrawnRows.InUnits(DrawnRows.Hastie(random))),
        Regression("friedman1", DrawnRows.Friedman1),
        Regression("friedman1-units", random =>
        {
            (double[] features, double label) = DrawnRows.InUnits(DrawnRows.Friedman1(random));
            return (features, (100 * label) + 5000);
        }),
        Regression("friedman2", DrawnRows.Friedman2),
        Regression("friedman3", DrawnRows.Friedman3),
        Regression("waves", DrawnRows.Waves),
        Regression("outliers", DrawnRows.Outliers),
    ];

    /// <summary>Draws rows one after the other.</summary>
    public static Examples<float> Draw(int rows, uint seed, Func<MersenneTwister, (double[] Features, double Label)> drawRow)
    {
        var random = new MersenneTwister(seed);
        var drawn = Enumerable.Range(0, rows).Select(_ => drawRow(random)).ToArray();
        return new(
            [.. drawn.Select(row => new VBuffer<float>(row.Features.Length, [.. row.Features.Select(x => (float)x)]))],
            [.. drawn.Select(row => (float)row.Label)]);
    }

    private static ProblemSource Binary(string name, int rows, Func<MersenneTwister, (double[] Features, double Label)> drawRow)
        => Source(name, LearningTask.Binary, 0, rows, drawRow);

    private static ProblemSource Classes(
        string name, int rows, int classes, Func<MersenneTwister, (double[] Features, double Label)> drawRow)
        => Source(name, LearningTask.Multiclass, classes, rows, drawRow);

    private static ProblemSource Regression(string name, Func<MersenneTwister, (double[] Features, double Label)> drawRow)
        => Source(name, LearningTask.Regression, 0, Rows, drawRow);

    private static ProblemSource Source(
        string name, LearningTask task, int classes, int rows, Func<MersenneTwister, (double[] Features, double Label)> drawRow)
    {
        var all = new Lazy<Examples>(() => Draw(rows, 1, drawRow));
        return new(name, SetKind.Drawn, split => Splitting.Pose(name, task, classes, all.Value, split));
    }

    /// <summary>A part of so few rows would not tell how good a model is: the test part is drawn beside them.</summary>
    private static ProblemSource FewRows(
        string name, int rows, Func<MersenneTwister, (double[] Features, double Label)> drawRow)
        => new(name, SetKind.Drawn, split => new(
            $"{name}-{split}",
            LearningTask.Binary,
            Classes: 0,
            Draw(rows, (uint)split + 1, drawRow),
            Draw(LargeTest, 1000, drawRow)));
}
