using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;
using MlNetShallow.Numerics;

namespace MlNetShallow;

/// <summary>
/// How much each feature of an example has to do with its score: integrated gradients (Sundararajan, Taly and Yan, Axiomatic
/// Attribution for Deep Networks, ICML 2017). The contribution of feature i to score s is
/// (xᵢ − x'ᵢ) · ∫₀¹ ∂s(x' + α (x − x')) / ∂xᵢ dα, where x is the example and x' the baseline, an example that says nothing.
/// Thread-safe.
/// </summary>
/// <remarks>
/// <para>The contributions of an example add up to s(x) − s(x').</para>
/// <para>The score is the logit z of the output; of several classes it is a class's logit less the mean of all logits,
/// zₖ − mean(z), which is the logarithm of the class's probability over the geometric mean of all probabilities. A number that
/// is added to all logits changes no probability, and so it changes no contribution.</para>
/// <para>Along the straight path a hidden unit goes from p = W1·x' + b1 to q = W1·x + b1, so that the integral of g' over it is
/// (g(q) − g(p)) / (q − p): nothing is approximated by steps. For one hidden layer it is what the rescale rule of DeepLIFT gives
/// (Shrikumar, Greenside and Kundaje 2017). With several hidden layers of ReLU, leaky ReLU or identity units nothing is
/// approximated either, as the path is cut where a unit has its kink; with other units the integral is a sum by Gauss and
/// Legendre, over as many parts as it takes. All is computed in double precision; sums hold to about 1e-12 of the sum of the
/// contributions' magnitudes.</para>
/// </remarks>
/// <typeparam name="T">The precision of the network: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class IntegratedGradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Three nodes of Gauss and Legendre on −1 … 1, and their weights for the mean.
    private const double Node = 0.7745966692414834;
    private const double OuterWeight = 5.0 / 18;
    private const double InnerWeight = 8.0 / 18;

    // A quotient of differences of less than this has lost more digits than the nodes miss.
    private const double LeastDifference = 0.01;

    private readonly ShallowNetwork<T> _network;
    private readonly double[] _baseline;
    private readonly double[] _p;
    private readonly HiddenPath _path;
    private readonly double[] _baselineScores;

    /// <summary>Sets the baseline that examples are compared with.</summary>
    /// <param name="network">The network.</param>
    /// <param name="baseline">x', n0 finite features as the network sees them (for bytes 0 to 1, not 0 to 255): the mean of the
    /// training examples, say, or an example to compare with. Empty for zeros.</param>
    /// <exception cref="ArgumentException">There are not n0 features, or one is not finite.</exception>
    public IntegratedGradients(ShallowNetwork<T> network, ReadOnlySpan<double> baseline = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkShape shape = network.Shape;
        if (!baseline.IsEmpty && baseline.Length != shape.Inputs)
        {
            throw new ArgumentException(
                $"The network takes {shape.Inputs} features; the baseline has {baseline.Length}.", nameof(baseline));
        }

        _network = network;
        _baseline = baseline.IsEmpty ? new double[shape.Inputs] : baseline.ToArray();
        if (!TensorPrimitives.IsFiniteAll<double>(_baseline))
            throw new ArgumentException("A feature of the baseline is NaN or infinite.", nameof(baseline));
        _p = new double[shape.HiddenUnits];
        using var weights = new Rented(shape.Inputs);
        for (int unit = 0; unit < _p.Length; unit++)
        {
            double product = VectorKernels<double>.Dot(ReadW1(unit, weights.Span), _baseline);
            _p[unit] = product + double.CreateChecked(network.B1[unit]);
        }

        int[] further = [.. Enumerable.Range(2, Math.Max(0, shape.Layers - 2))];
        _path = new HiddenPath(
            shape.Activation,
            Array.ConvertAll(further, layer => Convert(network.W(layer))),
            Array.ConvertAll(further, layer => Convert(network.B(layer))));
        _baselineScores = Scores(weights.Span);
    }

    /// <summary>The dimensions of the network.</summary>
    public NetworkShape Shape => _network.Shape;

    /// <summary>The score of the baseline.</summary>
    /// <param name="output">The output, 0 … n2 − 1: the class or, for one output, 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public double BaselineScore(int output)
    {
        CheckOutput(output);
        return _baselineScores[output];
    }

    /// <summary>Computes the contributions of an example's features to one of its scores. NaN where a feature is NaN or
    /// infinite: in all of them, as all depend on each other.</summary>
    /// <param name="features">x, n0 features; bytes of 0 to 255 stand for features of 0 to 1.</param>
    /// <param name="output">The output, 0 … n2 − 1: the class or, for one output, 0.</param>
    /// <param name="contributions">Takes n0 contributions, which add up to the score less
    /// <see cref="BaselineScore(int)"/>.</param>
    /// <exception cref="ArgumentException">The number of features or of contributions is not n0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public void Contributions<TElement>(ReadOnlySpan<TElement> features, int output, Span<double> contributions)
        where TElement : unmanaged, INumber<TElement>
    {
        CheckOutput(output);
        CheckLength(features.Length, nameof(features));
        CheckLength(contributions.Length, nameof(contributions));
        using var differences = new Rented(Shape.Inputs);
        Span<double> d = differences.Span;
        TensorPrimitives.ConvertTruncating(features, d);
        TensorPrimitives.Multiply(d, FeatureMatrix.ScaleOf<TElement>(), d);
        TensorPrimitives.Subtract(d, _baseline, d);
        if (!TensorPrimitives.IsFiniteAll<double>(d))
        {
            contributions.Fill(double.NaN);
            return;
        }

        MeanGradient(d, output, contributions);
        TensorPrimitives.Multiply(contributions, d, contributions);
    }

    /// <summary>Computes the same of an example given by its non-zeros.</summary>
    /// <param name="indices">The positions of the non-zeros, each larger than the one before it.</param>
    /// <param name="values">Their values; bytes of 0 to 255 stand for features of 0 to 1.</param>
    /// <param name="output">The output, 0 … n2 − 1: the class or, for one output, 0.</param>
    /// <param name="contributions">Takes n0 contributions.</param>
    /// <exception cref="ArgumentException">The lengths differ, the positions do not ascend or are not in 0 … n0 − 1, or the
    /// number of contributions is not n0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public void Contributions<TElement>(
        ReadOnlySpan<int> indices, ReadOnlySpan<TElement> values, int output, Span<double> contributions)
        where TElement : unmanaged, INumber<TElement>
    {
        SparseFeatureMatrix.CheckRow(indices, values.Length, Shape.Inputs);
        TElement[] dense = ArrayPool<TElement>.Shared.Rent(Shape.Inputs);
        Span<TElement> features = dense.AsSpan(0, Shape.Inputs);
        features.Clear();
        for (int i = 0; i < indices.Length; i++)
            features[indices[i]] = values[i];
        Contributions<TElement>(features, output, contributions);
        ArrayPool<TElement>.Shared.Return(dense);
    }

    /// <summary>∂s / ∂x, its mean over the path from the baseline to a difference d from it:
    /// with one hidden layer Σⱼ vⱼ · (g(qⱼ) − g(pⱼ)) / (qⱼ − pⱼ) · W1ⱼ, where v is the output's row of W2.</summary>
    private void MeanGradient(ReadOnlySpan<double> d, int output, Span<double> gradient)
    {
        using var weights = new Rented(Shape.Inputs);
        Span<double> w = weights.Span;
        gradient.Clear();
        if (Shape.HiddenUnits == 0)
        {
            for (int k = 0; k < Shape.Outputs; k++)
            {
                TensorPrimitives.ConvertTruncating(_network.OutputWeights.Slice(k * Shape.Inputs, Shape.Inputs), w);
                TensorPrimitives.MultiplyAdd(w, Share(output, k), gradient, gradient);
            }

            return;
        }

        double[]? slopes = Shape.HiddenLayers.Count > 1 ? MeanSlopes(d, output, w) : null;
        for (int unit = 0; unit < Shape.HiddenUnits; unit++)
        {
            ReadW1(unit, w);
            double slope = slopes is not null ? slopes[unit]
                : MeanDerivative(Shape.Activation, _p[unit], VectorKernels<double>.Dot(w, d)) * OutgoingWeight(unit, output);
            TensorPrimitives.MultiplyAdd(w, slope, gradient, gradient);
        }
    }

    /// <summary>The mean of ∂s / ∂Z1 with several hidden layers.</summary>
    private double[] MeanSlopes(ReadOnlySpan<double> d, int output, Span<double> w)
    {
        double[] way = new double[_p.Length], reach = new double[_p.Length];
        for (int unit = 0; unit < way.Length; unit++)
        {
            TensorPrimitives.Multiply(ReadW1(unit, w), d, w);
            way[unit] = VectorKernels<double>.Sum(w);
            TensorPrimitives.Abs(w, w);
            reach[unit] = VectorKernels<double>.Sum(w);
        }

        double[] outgoing = [.. Enumerable.Range(0, Shape.OutputFanIn).Select(unit => OutgoingWeight(unit, output))];
        return _path.MeanGradient(_p, way, reach, outgoing);
    }

    /// <summary>The mean of g' from p to p + d.</summary>
    private static double MeanDerivative(Activation activation, double p, double d)
    {
        double q = p + d;
        bool isKinked = activation is Activation.Relu or Activation.LeakyRelu;
        if (activation == Activation.Identity || (isKinked && (p >= 0) == (q >= 0)))
            return Derivative(activation, p);
        // The nodes are for what is smooth between the ends.
        if (activation == Activation.Elu && p * q < 0)
            return ((MeanDerivative(activation, 0, q) * q) - (MeanDerivative(activation, 0, p) * p)) / d;
        // Where the kink lies between them, nothing cancels.
        if (isKinked || Math.Abs(d) >= LeastDifference)
            return (Apply(activation, q) - Apply(activation, p)) / d;
        double middle = p + (d / 2), reach = Node * d / 2;
        return (InnerWeight * Derivative(activation, middle))
            + (OuterWeight * (Derivative(activation, middle - reach) + Derivative(activation, middle + reach)));
    }

    private static double Apply(Activation activation, double z)
    {
        double a = 0;
        ActivationKernels.Apply(activation, new ReadOnlySpan<double>(in z), new Span<double>(ref a));
        return a;
    }

    private static double Derivative(Activation activation, double z)
    {
        double a = Apply(activation, z), d = 0;
        ActivationKernels.Derivative(
            activation, new ReadOnlySpan<double>(in z), new ReadOnlySpan<double>(in a), new Span<double>(ref d));
        return d;
    }

    /// <summary>The scores of the baseline.</summary>
    private double[] Scores(Span<double> w)
    {
        NetworkShape shape = Shape;
        var logits = new double[shape.Outputs];
        double[] a = shape.HiddenUnits > 0 ? _path.Forward(_p) : [];
        for (int k = 0; k < shape.Outputs; k++)
        {
            logits[k] = double.CreateChecked(_network.OutputBiases[k]);
            if (shape.HiddenUnits == 0)
            {
                TensorPrimitives.ConvertTruncating(_network.OutputWeights.Slice(k * shape.Inputs, shape.Inputs), w);
                logits[k] += VectorKernels<double>.Dot(w, _baseline);
            }

            for (int unit = 0; unit < a.Length; unit++)
                logits[k] += Weight(k, unit) * a[unit];
        }

        if (shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy)
            TensorPrimitives.Subtract(logits, logits.Average(), logits);
        return logits;
    }

    /// <summary>The weight of a unit of the last hidden layer in a score.</summary>
    private double OutgoingWeight(int unit, int output)
    {
        double weight = 0;
        for (int k = 0; k < Shape.Outputs; k++)
            weight += Share(output, k) * Weight(k, unit);
        return weight;
    }

    /// <summary>∂sₒ / ∂zₖ.</summary>
    private double Share(int output, int k)
        => (k == output ? 1 : 0) - (Shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy ? 1.0 / Shape.Outputs : 0);

    private double Weight(int output, int unit)
        => double.CreateChecked(_network.OutputWeights[(output * Shape.OutputFanIn) + unit]);

    private static double[] Convert(ReadOnlySpan<T> values)
    {
        var converted = new double[values.Length];
        TensorPrimitives.ConvertTruncating(values, converted);
        return converted;
    }

    private Span<double> ReadW1(int unit, Span<double> weights)
    {
        TensorPrimitives.ConvertTruncating(_network.W1.Slice(unit * Shape.Inputs, Shape.Inputs), weights);
        return weights;
    }

    private void CheckOutput(int output)
    {
        if ((uint)output >= (uint)Shape.Outputs)
        {
            throw new ArgumentOutOfRangeException(
                nameof(output), output, $"The network has the outputs 0 to {Shape.Outputs - 1}.");
        }
    }

    private void CheckLength(int length, string parameter)
    {
        if (length != Shape.Inputs)
            throw new ArgumentException($"The network takes {Shape.Inputs} features; there are {length}.", parameter);
    }

    private readonly ref struct Rented(int length)
    {
        private readonly double[] _array = ArrayPool<double>.Shared.Rent(length);

        public Span<double> Span => _array.AsSpan(0, length);

        public void Dispose() => ArrayPool<double>.Shared.Return(_array);
    }
}
