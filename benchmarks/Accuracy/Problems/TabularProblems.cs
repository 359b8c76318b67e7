using Microsoft.ML.Data;
using MlNetShallow.Numerics;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>Small tables, drawn anew for every seed. The test part is large, so that it hardly adds to the deviation.</summary>
internal static class TabularProblems
{
    private const int TestRows = 2000;
    private const int ClassRows = 400;
    private const int FriedmanRows = 500;
    private const int FriedmanFeatures = 10;

    // What becomes of a table whose columns are millimetres, prices and years: value * factor + offset.
    private static readonly (double Factor, double Offset)[] OtherUnits =
    [
        (1e3, 0), (1e-2, 5), (50, -1000), (1, 10), (1e4, 1e5), (3, 0), (1e-3, 1), (200, 0), (7, -3), (1e2, 1e3),
    ];

    /// <summary>Two half circles, one into the other, with noise of deviation 0.3.</summary>
    public static Problem Moons(int seed) => Draw("moons", seed, LearningTask.Binary, ClassRows, Moon);

    /// <summary>A circle of radius 1 around one of radius 1/2, with noise of deviation 0.15.</summary>
    public static Problem Circles(int seed) => Draw("circles", seed, LearningTask.Binary, ClassRows, Circle);

    /// <summary>
    /// y = 10 sin(π x1 x2) + 20 (x3 − 1/2)² + 10 x4 + 5 x5 + noise of deviation 1; five more features tell nothing
    /// (Friedman 1991, Multivariate adaptive regression splines).
    /// </summary>
    public static Problem Friedman1(int seed) => Draw("friedman1", seed, LearningTask.Regression, FriedmanRows, Friedman);

    /// <summary>The moons with columns in other units.</summary>
    public static Problem MoonsInOtherUnits(int seed)
        => Draw("moons-units", seed, LearningTask.Binary, ClassRows, random => InOtherUnits(Moon(random)));

    /// <summary>Friedman 1 with columns, and labels, in other units.</summary>
    public static Problem Friedman1InOtherUnits(int seed)
        => Draw("friedman1-units", seed, LearningTask.Regression, FriedmanRows, random =>
        {
            (double[] features, double label) = InOtherUnits(Friedman(random));
            return (features, (100 * label) + 5000);
        });

    private static (double[] Features, double Label) Moon(MersenneTwister random)
    {
        int label = random.NextInt32(2);
        (double sin, double cos) = Math.SinCos(Math.PI * random.NextDouble());
        (double x, double y) = label == 0 ? (cos, sin) : (1 - cos, 0.5 - sin);
        return ([x + (0.3 * random.NextNormal()), y + (0.3 * random.NextNormal())], label);
    }

    private static (double[] Features, double Label) Circle(MersenneTwister random)
    {
        int label = random.NextInt32(2);
        double radius = label == 0 ? 1 : 0.5;
        (double sin, double cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
        return ([(radius * cos) + (0.15 * random.NextNormal()), (radius * sin) + (0.15 * random.NextNormal())], label);
    }

    private static (double[] Features, double Label) Friedman(MersenneTwister random)
    {
        var x = new double[FriedmanFeatures];
        for (int i = 0; i < x.Length; i++)
            x[i] = random.NextDouble();
        double label = (10 * Math.Sin(Math.PI * x[0] * x[1])) + (20 * Math.Pow(x[2] - 0.5, 2)) + (10 * x[3]) + (5 * x[4]);
        return (x, label + random.NextNormal());
    }

    private static (double[] Features, double Label) InOtherUnits((double[] Features, double Label) row)
        => ([.. row.Features.Select((value, i) => (value * OtherUnits[i].Factor) + OtherUnits[i].Offset)], row.Label);

    private static Problem Draw(
        string name, int seed, LearningTask task, int rows, Func<MersenneTwister, (double[] Features, double Label)> drawRow)
    {
        var random = new MersenneTwister((uint)seed);
        return new($"{name}-{seed}", task, Classes: 0, Part(rows), Part(TestRows));

        Examples<float> Part(int count)
        {
            var drawn = Enumerable.Range(0, count).Select(_ => drawRow(random)).ToArray();
            return new(
                [.. drawn.Select(row => new VBuffer<float>(row.Features.Length, [.. row.Features.Select(x => (float)x)]))],
                [.. drawn.Select(row => (float)row.Label)]);
        }
    }
}
