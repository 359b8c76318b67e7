using MathNet.Numerics.Distributions;
using MlNetShallow.Numerics;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>How rows of tables are drawn: features and a label.</summary>
internal static class DrawnRows
{
    /// <summary>The number of classes of <see cref="Centre"/>.</summary>
    public const int Centres = 100;

    private const int CentreFeatures = 20;

    private static readonly double[][] CentrePoints = Points();

    /// <summary>Two half circles, one into the other, with noise of deviation 0.3.</summary>
    public static (double[] Features, double Label) Moon(MersenneTwister random)
    {
        int label = random.NextInt32(2);
        (double sin, double cos) = Math.SinCos(Math.PI * random.NextDouble());
        (double x, double y) = label == 0 ? (cos, sin) : (1 - cos, 0.5 - sin);
        return ([x + (0.3 * random.NextNormal()), y + (0.3 * random.NextNormal())], label);
    }

    /// <summary>A circle of radius 1 around one of radius 1/2, with noise of deviation 0.15.</summary>
    public static (double[] Features, double Label) Circle(MersenneTwister random)
    {
        int label = random.NextInt32(2);
        double radius = label == 0 ? 1 : 0.5;
        (double sin, double cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
        return ([(radius * cos) + (0.15 * random.NextNormal()), (radius * sin) + (0.15 * random.NextNormal())], label);
    }

    /// <summary>Ten normal features; class 1 where the sum of their squares is above 9.34, its median (Hastie, Tibshirani and
    /// Friedman 2009, equation 10.2).</summary>
    public static (double[] Features, double Label) Hastie(MersenneTwister random)
    {
        double[] x = Normals(random, 10);
        return (x, Squares(x) > 9.34 ? 1 : 0);
    }

    /// <summary>Five normal features; three classes, the thirds of the sum of their squares.</summary>
    public static (double[] Features, double Label) Quantile(MersenneTwister random)
    {
        double[] x = Normals(random, 5);
        return (x, Math.Min((int)(3 * ChiSquared.CDF(x.Length, Squares(x))), 2));
    }

    /// <summary>Ten normal features; x1 + x2 + x3 x4 &gt; 0 tells the class, but for a fifth of the rows it is the
    /// other one.</summary>
    public static (double[] Features, double Label) LabelNoise(MersenneTwister random)
    {
        double[] x = Normals(random, 10);
        bool isPositive = x[0] + x[1] + (x[2] * x[3]) > 0;
        return (x, isPositive != random.NextDouble() < 0.2 ? 1 : 0);
    }

    /// <summary>Ten normal features; log-odds −6.5 + 1.5 x1 + x2 − x3 + x4 x5: one or two rows of 100 are positive.</summary>
    public static (double[] Features, double Label) Rare(MersenneTwister random)
    {
        double[] x = Normals(random, 10);
        return (x, Chance(random, -6.5 + (1.5 * x[0]) + x[1] - x[2] + (x[3] * x[4])));
    }

    /// <summary>A hundred classes: points in 20 dimensions, of deviation 1 in each, and rows around them, of 0.8.</summary>
    public static (double[] Features, double Label) Centre(MersenneTwister random)
    {
        int label = random.NextInt32(Centres);
        return ([.. CentrePoints[label].Select(x => x + (0.8 * random.NextNormal()))], label);
    }

    /// <summary>Twenty normal features; log-odds x1 + x2 + x3 + x4 + x5.</summary>
    public static (double[] Features, double Label) FewRows(MersenneTwister random)
    {
        double[] x = Normals(random, 20);
        return (x, Chance(random, x.Take(5).Sum()));
    }

    /// <summary>Eight features of Cauchy's distribution, which has no mean; log-odds Σ wᵢ sign(xᵢ) ln(1 + |xᵢ|), where w is
    /// 2, −2, 1, −1, 0, 0, 0, 0.</summary>
    public static (double[] Features, double Label) HeavyTails(MersenneTwister random)
    {
        double[] x = [.. Enumerable.Range(0, 8).Select(_ => Math.Tan(Math.PI * (random.NextDouble() - 0.5)))];
        double[] log = [.. x.Select(value => Math.CopySign(Math.Log(1 + Math.Abs(value)), value))];
        return (x, Chance(random, (2 * log[0]) - (2 * log[1]) + log[2] - log[3]));
    }

    /// <summary>
    /// y = 10 sin(π x1 x2) + 20 (x3 − 1/2)² + 10 x4 + 5 x5 + noise of deviation 1; five more features tell nothing
    /// (Friedman 1991, Multivariate adaptive regression splines; the two others too).
    /// </summary>
    public static (double[] Features, double Label) Friedman1(MersenneTwister random)
    {
        double[] x = [.. Enumerable.Range(0, 10).Select(_ => random.NextDouble())];
        double label = (10 * Math.Sin(Math.PI * x[0] * x[1])) + (20 * Math.Pow(x[2] - 0.5, 2)) + (10 * x[3]) + (5 * x[4]);
        return (x, label + random.NextNormal());
    }

    /// <summary>The impedance of a circuit, √(R² + (ωL − 1/(ωC))²), with noise of deviation 125, a third of its own.</summary>
    public static (double[] Features, double Label) Friedman2(MersenneTwister random)
    {
        (double[] x, double reactance) = Circuit(random);
        return (x, Math.Sqrt((x[0] * x[0]) + (reactance * reactance)) + (125 * random.NextNormal()));
    }

    /// <summary>The phase of that circuit, atan((ωL − 1/(ωC)) / R), with noise of deviation 0.1.</summary>
    public static (double[] Features, double Label) Friedman3(MersenneTwister random)
    {
        (double[] x, double reactance) = Circuit(random);
        return (x, Math.Atan(reactance / x[0]) + (0.1 * random.NextNormal()));
    }

    /// <summary>y = sin(2 x1) cos(2 x2) with noise of deviation 0.1, x from −3 to 3.</summary>
    public static (double[] Features, double Label) Waves(MersenneTwister random)
    {
        double[] x = [(6 * random.NextDouble()) - 3, (6 * random.NextDouble()) - 3];
        return (x, (Math.Sin(2 * x[0]) * Math.Cos(2 * x[1])) + (0.1 * random.NextNormal()));
    }

    /// <summary>y = x1 + 2 x2 − x3 + x4 x5 with noise of deviation 0.5; for one row of 20 of deviation 10.</summary>
    public static (double[] Features, double Label) Outliers(MersenneTwister random)
    {
        double[] x = Normals(random, 8);
        double noise = random.NextDouble() < 0.05 ? 10 : 0.5;
        return (x, x[0] + (2 * x[1]) - x[2] + (x[3] * x[4]) + (noise * random.NextNormal()));
    }

    /// <summary>The same with columns in ten units, of 1e-6 to 1e9, and an offset of one of each.</summary>
    public static (double[] Features, double Label) InUnits((double[] Features, double Label) row)
        => ([.. row.Features.Select((value, i) => (value + 1) * Math.Pow(10, -6 + (15.0 * i / 9)))], row.Label);

    /// <summary>1 with the probability that log-odds mean, else 0.</summary>
    public static int Chance(MersenneTwister random, double logOdds)
        => random.NextDouble() < 1 / (1 + Math.Exp(-logOdds)) ? 1 : 0;

    public static double[] Normals(MersenneTwister random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];

    private static double Squares(double[] x) => x.Sum(value => value * value);

    /// <summary>R, ω, L and C, and the reactance.</summary>
    private static (double[] Features, double Reactance) Circuit(MersenneTwister random)
    {
        double[] x =
        [
            100 * random.NextDouble(),
            Math.PI * (40 + (520 * random.NextDouble())),
            random.NextDouble(),
            1 + (10 * random.NextDouble()),
        ];
        return (x, (x[1] * x[2]) - (1 / (x[1] * x[3])));
    }

    private static double[][] Points()
    {
        var random = new MersenneTwister(99);
        return [.. Enumerable.Range(0, Centres).Select(_ => Normals(random, CentreFeatures))];
    }
}
