using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>
/// All of a step but the products with the features: from W1·X to the cost, and back to dZ1. Matrices are (units, rows), the
/// rows of one unit contiguous, as the notes write them. Without hidden units the features' product is Z2 itself.
/// </summary>
internal sealed class NetworkHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkShape _shape;
    private readonly T[] _a1;
    private readonly T[] _z2;
    private readonly T[] _dZ2;
    private readonly double[] _output;
    private readonly T[] _gradient;

    /// <summary>Makes a head for at most <paramref name="maximumRows"/> examples at a time.</summary>
    public NetworkHead(NetworkShape shape, int maximumRows)
    {
        _shape = shape;
        _a1 = new T[shape.HiddenUnits * maximumRows];
        _z2 = new T[maximumRows];
        _dZ2 = new T[maximumRows];
        _output = new double[4 * maximumRows];
        _gradient = new T[FirstLayerParameters(shape, out _)];
    }

    /// <summary>The number of units that the features are multiplied with: the hidden ones or, without any, the outputs.</summary>
    public static int FirstLayerUnits(NetworkShape shape) => shape.HiddenUnits > 0 ? shape.HiddenUnits : shape.Outputs;

    /// <summary>Turns W1·X into Z1 and gives the logits.</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="z1">W1·X (n1, rows), becomes Z1; without hidden units Z2 without its bias, becomes Z2.</param>
    /// <param name="rows">The number of examples.</param>
    /// <returns>Z2 (1, rows), valid until the next call.</returns>
    public ReadOnlySpan<T> Forward(NetworkParameters<T> parameters, Span<T> z1, int rows)
    {
        Span<T> z2 = _z2.AsSpan(0, rows);
        if (_shape.HiddenUnits == 0)
        {
            TensorPrimitives.Add(z1, parameters.B2[0], z2);
            return z2;
        }

        z2.Clear();
        for (int unit = 0; unit < _shape.HiddenUnits; unit++)
        {
            Span<T> z = z1.Slice(unit * rows, rows), a = _a1.AsSpan(unit * rows, rows);
            TensorPrimitives.Add(z, parameters.B1[unit], z);
            ActivationKernels.Apply(_shape.Activation, z, a);
            TensorPrimitives.MultiplyAdd(a, parameters.W2[unit], z2, z2);
        }

        TensorPrimitives.Add(z2, parameters.B2[0], z2);
        return z2;
    }

    /// <summary>Goes on from <see cref="Forward"/>: the cost, dW2, db2 and db1, which are added up, and dZ1.</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="z1">Z1 (n1, rows), becomes dZ1; without hidden units dZ2.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The rows of <paramref name="examples"/> that <paramref name="z1"/> is of.</param>
    /// <param name="m">The sum of the weights of the whole batch, which may be larger than this part.</param>
    /// <returns>This part's share of J.</returns>
    public double Backward(
        NetworkParameters<T> parameters, Span<T> z1, TrainingSet examples, ReadOnlySpan<int> batch, double m)
    {
        int rows = batch.Length;
        Span<T> dZ2 = _dZ2.AsSpan(0, rows);
        double cost = OutputGradient(examples, batch, m, dZ2);
        Gradients gradient = new(_gradient, _shape);
        gradient.B2[0] += TensorPrimitives.Sum<T>(dZ2);
        if (_shape.HiddenUnits == 0)
        {
            dZ2.CopyTo(z1);
            return cost;
        }

        for (int unit = 0; unit < _shape.HiddenUnits; unit++)
        {
            Span<T> z = z1.Slice(unit * rows, rows), a = _a1.AsSpan(unit * rows, rows);
            gradient.W2[unit] += TensorPrimitives.Dot<T>(dZ2, a);
            ActivationKernels.Derivative(_shape.Activation, z, a, z);
            TensorPrimitives.Multiply(z, parameters.W2[unit], z);
            TensorPrimitives.Multiply(z, dZ2, z);
            gradient.B1[unit] += TensorPrimitives.Sum<T>(z);
        }

        return cost;
    }

    /// <summary>Hands db1, dW2 and db2 over and starts anew.</summary>
    public void Flush(IGradientSink<T> sink)
    {
        FirstLayerParameters(_shape, out int offset);
        sink.Accept(offset, _gradient);
        _gradient.AsSpan().Clear();
    }

    /// <summary>The number of parameters behind the first layer's weights, and where they begin.</summary>
    private static int FirstLayerParameters(NetworkShape shape, out int offset)
    {
        offset = FirstLayerUnits(shape) * shape.Inputs;
        return shape.ParameterCount - offset;
    }

    /// <summary>dZ2 = w (Ŷ − Y) / m and J, from the logits.</summary>
    private double OutputGradient(TrainingSet examples, ReadOnlySpan<int> batch, double m, Span<T> dZ2)
    {
        int rows = batch.Length;
        Span<double> z = _output.AsSpan(0, rows), y = _output.AsSpan(rows, rows);
        Span<double> w = _output.AsSpan(2 * rows, rows), derivative = _output.AsSpan(3 * rows, rows);
        for (int i = 0; i < rows; i++)
        {
            z[i] = double.CreateTruncating(_z2[i]);
            y[i] = examples.Labels[batch[i]];
            w[i] = examples.Weight(batch[i]) / m;
        }

        double cost = CrossEntropy.CostAndDerivative(z, y, w, derivative);
        TensorPrimitives.ConvertTruncating<double, T>(derivative, dZ2);
        return cost;
    }

    /// <summary>db1, dW2, db2 as they follow W1 in the parameters; without hidden units only db2.</summary>
    private readonly ref struct Gradients(Span<T> values, NetworkShape shape)
    {
        public Span<T> B1 { get; } = values[..shape.HiddenUnits];

        public Span<T> W2 { get; } = shape.HiddenUnits == 0
            ? []
            : values.Slice(shape.HiddenUnits, shape.Outputs * shape.HiddenUnits);

        public Span<T> B2 { get; } = values[^shape.Outputs..];
    }
}
