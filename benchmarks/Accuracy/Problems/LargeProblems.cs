using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Benchmarks.Accuracy.Summary;
using MlNetShallow.Numerics;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>
/// Many rows of normal features and two classes. The log-odds have smooth parts and steps, which trees are good at:
/// 2 x1 x2 + 2 sin 2x3 + x4² − 1 + x5 − x6 + 1 or −1 by x7 &gt; 0.5 + 1.5 or −1.5 by x8 x9 &gt; 0 + x10 / 2; all other features
/// tell nothing.
/// </summary>
internal static class LargeProblems
{
    /// <summary>The one of the most rows comes first: its peak of memory is that of the process.</summary>
    public static IEnumerable<ProblemSource> All { get; } =
    [
        new(Floors.Rows1M, SetKind.Large, _ => Draw(Floors.Rows1M, 1_000_000, 30)),
        new(Floors.Rows200K, SetKind.Large, _ => Draw(Floors.Rows200K, 200_000, 50)),
    ];

    /// <summary>Draws a problem.</summary>
    public static Problem Draw(string name, int rows, int columns)
        => new(name, LearningTask.Binary, Classes: 0, Part(rows, columns, 1), Part(50_000, columns, 2));

    private static Examples<float> Part(int rows, int columns, uint seed)
    {
        var random = new MersenneTwister(seed);
        var values = new float[rows * columns];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<float> x = values.AsSpan(row * columns, columns);
            for (int i = 0; i < columns; i++)
                x[i] = (float)random.NextNormal();
            labels[row] = DrawnRows.Chance(random, LogOdds(x));
        }

        return new(new FlatRows(values, columns), labels);
    }

    private static double LogOdds(ReadOnlySpan<float> x)
        => (2 * x[0] * x[1]) + (2 * Math.Sin(2 * x[2])) + (x[3] * x[3]) - 1 + x[4] - x[5]
            + (x[6] > 0.5 ? 1 : -1) + (x[7] * x[8] > 0 ? 1.5 : -1.5) + (x[9] / 2);
}
