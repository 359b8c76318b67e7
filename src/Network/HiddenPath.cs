using System.Numerics.Tensors;
using MathNet.Numerics.Integration;
using MlNetShallow.Kernels;
using MlNetShallow.Numerics;

namespace MlNetShallow;

/// <summary>
/// Several hidden layers along the straight path of <see cref="IntegratedGradients{T}"/>, on which Z1 = p + α d goes from α = 0
/// to 1: the mean of ∂s/∂Z1 over it, for a score s that weighs the last layer's units. With piecewise linear units the path is cut
/// where a unit of any layer has its kink: between two cuts all is linear, so the mean is exact. With others it is a sum by Gauss
/// and Legendre over parts that are halved until the sums agree, and also tell how s changes. Thread-safe.
/// </summary>
/// <param name="activation">g.</param>
/// <param name="weights">W[l] of the hidden layers from the second on.</param>
/// <param name="biases">b[l] of these.</param>
internal sealed class HiddenPath(Activation activation, double[][] weights, double[][] biases)
{
    private const int Nodes = 10;

    /// <summary>The number of halvings after which rounding, not the sum, is what differs.</summary>
    private const int MostHalvings = 5000;

    /// <summary>The error of the sums as a part of what they add up.</summary>
    private const double Tolerance = 1e-13;

    private static readonly GaussLegendreRule Rule = new(0, 1, Nodes);

    /// <summary>A of the last hidden layer for Z1.</summary>
    public double[] Forward(ReadOnlySpan<double> z1) => ForwardWithZ(z1).A;

    /// <summary>The mean of ∂s/∂Z1.</summary>
    /// <param name="p">Z1 where the path begins.</param>
    /// <param name="d">The way of Z1.</param>
    /// <param name="reach">How much a unit's derivative can add to contributions: Σᵢ |W1ⱼᵢ (xᵢ − x'ᵢ)|.</param>
    /// <param name="outgoing">The weights of s.</param>
    public double[] MeanGradient(double[] p, double[] d, double[] reach, double[] outgoing)
    {
        var mean = new double[p.Length];
        if (activation is Activation.Relu or Activation.LeakyRelu or Activation.Identity)
            AddPieces(0, 0, 1, p, d, new double[weights.Length + 1][], outgoing, mean);
        else
            AddParts(p, d, reach, outgoing, mean);
        return mean;
    }

    /// <summary>Adds the mean over a part of the path on which Z of a layer is u + α v.</summary>
    private void AddPieces(
        int layer, double from, double to, double[] u, double[] v, double[][] slopes, double[] outgoing, double[] mean)
    {
        double[] cuts = [from, .. Centres(u, v, from, to), to];
        for (int piece = 1; piece < cuts.Length; piece++)
        {
            double start = cuts[piece - 1], end = cuts[piece], middle = (start + end) / 2;
            double[] slope = slopes[layer] = Derivatives([.. u.Zip(v, (at, way) => at + (middle * way))]);
            if (layer == weights.Length)
            {
                TensorPrimitives.MultiplyAdd(Back(slopes, outgoing), end - start, mean, mean);
                continue;
            }

            // Between two kinks A is the slope times Z.
            double[] nextU = Product(layer, [.. u.Zip(slope, (at, times) => at * times)]);
            TensorPrimitives.Add(nextU, biases[layer], nextU);
            double[] nextV = Product(layer, [.. v.Zip(slope, (way, times) => way * times)]);
            AddPieces(layer + 1, start, end, nextU, nextV, slopes, outgoing, mean);
        }
    }

    /// <summary>Where units are at 0, in ascending order: ReLU has its kink there, sigmoid and tanh are steepest.</summary>
    private static IEnumerable<double> Centres(double[] u, double[] v, double from, double to)
        => u.Zip(v, (at, way) => -at / way).Where(alpha => alpha > from && alpha < to).Order();

    private void AddParts(double[] p, double[] d, double[] reach, double[] outgoing, double[] mean)
    {
        double[] ends = [0, .. Centres(p, d, 0, 1), 1];
        double[] scores = Array.ConvertAll(ends, Score);
        double[][] sums = [.. Enumerable.Range(1, ends.Length - 1).Select(i => Sum(ends[i - 1], ends[i]))];
        // The scores' difference is no more exact than the terms that they are sums of.
        double tolerance = Tolerance * (sums.Sum(Size) + Math.Max(Terms(0), Terms(1)));
        int halvings = 0;
        for (int i = 0; i < sums.Length; i++)
            Halve(ends[i], ends[i + 1], scores[i], scores[i + 1], sums[i]);

        void Halve(double start, double end, double scoreOfStart, double scoreOfEnd, double[] whole)
        {
            double middle = (start + end) / 2;
            double[] first = Sum(start, middle), second = Sum(middle, end);
            double[] both = [.. first.Zip(second, (one, other) => one + other)];
            double[] difference = [.. both.Zip(whole, (fine, coarse) => fine - coarse)];
            double missed = VectorKernels<double>.Dot(both, d) - (scoreOfEnd - scoreOfStart);
            if (halvings++ >= MostHalvings || !(Size(difference) > tolerance || Math.Abs(missed) > tolerance))
            {
                TensorPrimitives.Add(mean, both, mean);
                return;
            }

            double score = Score(middle);
            Halve(start, middle, scoreOfStart, score, first);
            Halve(middle, end, score, scoreOfEnd, second);
        }

        double[] At(double alpha) => [.. p.Zip(d, (from, way) => from + (alpha * way))];

        double Score(double alpha) => VectorKernels<double>.Dot(Forward(At(alpha)), outgoing);

        double Terms(double alpha) => Forward(At(alpha)).Zip(outgoing, (a, weight) => Math.Abs(a * weight)).Sum();

        double Size(double[] sum) => sum.Zip(reach, (value, times) => Math.Abs(value) * times).Sum();

        double[] Sum(double start, double end)
        {
            var sum = new double[p.Length];
            for (int node = 0; node < Nodes; node++)
            {
                double[] gradient = Gradient(At(start + ((end - start) * Rule.GetAbscissa(node))), outgoing);
                TensorPrimitives.MultiplyAdd(gradient, (end - start) * Rule.GetWeight(node), sum, sum);
            }

            return sum;
        }
    }

    /// <summary>∂s/∂Z1.</summary>
    private double[] Gradient(double[] z1, double[] outgoing)
        => Back(Array.ConvertAll(ForwardWithZ(z1).Z, Derivatives), outgoing);

    private (double[][] Z, double[] A) ForwardWithZ(ReadOnlySpan<double> z1)
    {
        var z = new double[weights.Length + 1][];
        z[0] = z1.ToArray();
        for (int layer = 0; ; layer++)
        {
            var a = new double[z[layer].Length];
            ActivationKernels.Apply<double>(activation, z[layer], a);
            if (layer == weights.Length)
                return (z, a);
            z[layer + 1] = Product(layer, a);
            TensorPrimitives.Add(z[layer + 1], biases[layer], z[layer + 1]);
        }
    }

    /// <summary>∂s/∂Z1 from the derivatives g' of each layer's units.</summary>
    private double[] Back(double[][] slopes, double[] outgoing)
    {
        double[] gradient = [.. outgoing.Zip(slopes[^1], (weight, slope) => weight * slope)];
        for (int layer = weights.Length - 1; layer >= 0; layer--)
        {
            var before = new double[slopes[layer].Length];
            for (int unit = 0; unit < gradient.Length; unit++)
                TensorPrimitives.MultiplyAdd(Row(layer, unit, before.Length), gradient[unit], before, before);
            TensorPrimitives.Multiply(before, slopes[layer], before);
            gradient = before;
        }

        return gradient;
    }

    private double[] Derivatives(double[] z)
    {
        double[] a = new double[z.Length], d = new double[z.Length];
        ActivationKernels.Apply<double>(activation, z, a);
        ActivationKernels.Derivative<double>(activation, z, a, d);
        return d;
    }

    private double[] Product(int layer, double[] a)
    {
        var z = new double[biases[layer].Length];
        for (int unit = 0; unit < z.Length; unit++)
            z[unit] = VectorKernels<double>.Dot(Row(layer, unit, a.Length), a);
        return z;
    }

    private ReadOnlySpan<double> Row(int layer, int unit, int length) => weights[layer].AsSpan(unit * length, length);
}
