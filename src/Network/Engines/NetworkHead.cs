using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>
/// All of a step but the products with the features: from W1·X to the cost, and back to dZ1. Matrices are (units, rows), the
/// rows of one unit contiguous, as the notes write them; those of the head's own are (units, stride), zeros after the rows.
/// Without hidden units the features' product is Z2 itself.
/// </summary>
internal sealed class NetworkHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkShape _shape;
    private readonly OutputProducts<T>? _products;
    private readonly AlignedBuffer<T> _a1;
    private readonly AlignedBuffer<T> _z2;
    private readonly AlignedBuffer<T> _dZ2;
    private readonly T[] _dropout;
    private readonly double[] _output;
    private readonly T[] _gradient;

    /// <summary>Makes a head for at most <paramref name="maximumRows"/> examples at a time.</summary>
    public NetworkHead(NetworkShape shape, int maximumRows)
    {
        int stride = VectorKernels<T>.PaddedLength(maximumRows);
        _shape = shape;
        // With one output, vectors beat the kernels, whose tiles are of four units.
        _products = shape.Outputs > 1 && shape.HiddenUnits > 0 ? new OutputProducts<T>(shape) : null;
        _a1 = new AlignedBuffer<T>(VectorKernels<T>.PaddedUnits(shape.HiddenUnits) * stride);
        _z2 = new AlignedBuffer<T>(VectorKernels<T>.PaddedUnits(shape.Outputs) * stride);
        _dZ2 = new AlignedBuffer<T>(shape.Outputs * stride);
        _dropout = new T[maximumRows];
        _output = new double[(2 + (2 * shape.Outputs)) * maximumRows];
        _gradient = new T[FirstLayerParameters(shape, out _)];
    }

    /// <summary>The number of units that the features are multiplied with: the hidden ones or, without any, the
    /// outputs.</summary>
    public static int FirstLayerUnits(NetworkShape shape) => shape.HiddenUnits > 0 ? shape.HiddenUnits : shape.Outputs;

    /// <summary>Computes the logits Z2 from W1·X.</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="z1">W1·X (n1, rows), becomes Z1; without hidden units Z2 without its bias.</param>
    /// <param name="rows">The number of examples.</param>
    public void Forward(NetworkParameters<T> parameters, Span<T> z1, int rows) => Forward(parameters, z1, rows, [], default);

    /// <summary>Computes the cost, dW2, db2 and db1, which are added up, and dZ1 from W1·X.</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="z1">W1·X (n1, rows), becomes dZ1; without hidden units Z2 without its bias, becomes dZ2.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The rows of <paramref name="examples"/> that <paramref name="z1"/> is of.</param>
    /// <param name="m">The sum of the weights of the whole batch, which may be larger than this part.</param>
    /// <param name="dropout">The hidden units to drop.</param>
    /// <returns>This part's share of J.</returns>
    public double CostAndGradient(
        NetworkParameters<T> parameters,
        Span<T> z1,
        TrainingSet examples,
        ReadOnlySpan<int> batch,
        double m,
        DropoutMask dropout)
    {
        if (batch.IsEmpty)
            return 0;
        Forward(parameters, z1, batch.Length, batch, dropout);
        return Backward(parameters, z1, examples, batch, m);
    }

    /// <summary>Writes the logits that <see cref="Forward(NetworkParameters{T}, Span{T}, int)"/> computed, those of one example
    /// contiguous.</summary>
    public void CopyLogits(int rows, Span<T> logits)
    {
        int stride = VectorKernels<T>.PaddedLength(rows), outputs = _shape.Outputs;
        for (int k = 0; k < outputs; k++)
        {
            ReadOnlySpan<T> z = _z2.Span.Slice(k * stride, rows);
            for (int i = 0; i < rows; i++)
                logits[(i * outputs) + k] = z[i];
        }
    }

    /// <summary>Hands db1, dW2 and db2 over and starts again from zero.</summary>
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

    /// <summary>Z1, A1 = g(Z1) * D, Z2; where <paramref name="batch"/> is to be learnt from, z1 becomes g'(Z1) * D.</summary>
    private void Forward(
        NetworkParameters<T> parameters, Span<T> z1, int rows, ReadOnlySpan<int> batch, DropoutMask dropout)
    {
        int stride = VectorKernels<T>.PaddedLength(rows);
        Span<T> a1 = _a1.Span, z2 = _z2.Span;
        if (_shape.HiddenUnits == 0)
        {
            for (int k = 0; k < _shape.Outputs; k++)
                TensorPrimitives.Add(z1.Slice(k * rows, rows), parameters.B2[k], z2.Slice(k * stride, rows));
            return;
        }

        z2[..(VectorKernels<T>.PaddedUnits(_shape.Outputs) * stride)].Clear();
        for (int unit = 0; unit < _shape.HiddenUnits; unit++)
        {
            Span<T> z = z1.Slice(unit * rows, rows), a = a1.Slice(unit * stride, rows);
            TensorPrimitives.Add(z, parameters.B1[unit], z);
            ActivationKernels.Apply(_shape.Activation, z, a);
            if (!batch.IsEmpty)
                Differentiate(unit, batch, dropout, z, a);
            if (_products is null)
                TensorPrimitives.MultiplyAdd(a, parameters.W2[unit], z2[..rows], z2[..rows]);
            else
                a1[((unit * stride) + rows)..((unit + 1) * stride)].Clear();
        }

        _products?.Forward(parameters, a1, stride, z2);
        for (int k = 0; k < _shape.Outputs; k++)
        {
            Span<T> z = z2.Slice(k * stride, rows);
            TensorPrimitives.Add(z, parameters.B2[k], z);
        }
    }

    /// <summary>z becomes g'(z) * D, a becomes a * D, for one hidden unit.</summary>
    private void Differentiate(int unit, ReadOnlySpan<int> batch, DropoutMask dropout, Span<T> z, Span<T> a)
    {
        ActivationKernels.Derivative(_shape.Activation, z, a, z);
        if (dropout.Probability == 0)
            return;
        Span<T> d = _dropout.AsSpan(0, batch.Length);
        dropout.Fill(batch, unit, d);
        TensorPrimitives.Multiply(z, d, z);
        TensorPrimitives.Multiply(a, d, a);
    }

    /// <summary>Goes on from the forward pass: the cost, the gradient, and z1, which is g'(Z1) * D, becomes dZ1.</summary>
    private double Backward(
        NetworkParameters<T> parameters, Span<T> z1, TrainingSet examples, ReadOnlySpan<int> batch, double m)
    {
        int rows = batch.Length, stride = VectorKernels<T>.PaddedLength(rows);
        double cost = OutputGradient(examples, batch, m, stride);
        Gradients gradient = new(_gradient, _shape);
        for (int k = 0; k < _shape.Outputs; k++)
        {
            ReadOnlySpan<T> dZ2 = _dZ2.Span.Slice(k * stride, rows);
            gradient.B2[k] += TensorPrimitives.Sum(dZ2);
            if (_shape.HiddenUnits == 0)
                dZ2.CopyTo(z1[(k * rows)..]);
        }

        if (_products is not null)
            HiddenGradient(_products, z1, rows, stride, gradient);
        else if (_shape.HiddenUnits > 0)
            HiddenGradientOfOneOutput(parameters, z1, rows, stride, gradient);
        return cost;
    }

    /// <summary>dZ2 and J, from the logits; for classes and the squared error dZ2 = w (Ŷ − Y) / m.</summary>
    private double OutputGradient(TrainingSet examples, ReadOnlySpan<int> batch, double m, int stride)
    {
        int rows = batch.Length, outputs = _shape.Outputs;
        Span<double> y = _output.AsSpan(0, rows), w = _output.AsSpan(rows, rows);
        Span<double> z = _output.AsSpan(2 * rows, outputs * rows), dZ = _output.AsSpan((2 + outputs) * rows, outputs * rows);
        for (int i = 0; i < rows; i++)
        {
            y[i] = examples.Target(batch[i]);
            w[i] = examples.Weight(batch[i]) / m;
        }

        for (int k = 0; k < outputs; k++)
            TensorPrimitives.ConvertTruncating<T, double>(_z2.Span.Slice(k * stride, rows), z[(k * rows)..]);
        double cost = OutputCost.CostAndDerivative(_shape.OutputLayer, z, y, w, dZ, examples.Loss);
        for (int k = 0; k < outputs; k++)
        {
            Span<T> dZ2 = _dZ2.Span.Slice(k * stride, stride);
            TensorPrimitives.ConvertTruncating<double, T>(dZ.Slice(k * rows, rows), dZ2);
            dZ2[rows..].Clear();
        }

        return cost;
    }

    /// <summary>dW2 += dZ2·A1ᵀ, dZ1 = W2ᵀ·dZ2 * g'(Z1) * D, db1 += Σ dZ1, for one output.</summary>
    private void HiddenGradientOfOneOutput(
        NetworkParameters<T> parameters, Span<T> z1, int rows, int stride, Gradients gradient)
    {
        ReadOnlySpan<T> dZ2 = _dZ2.Span[..rows];
        for (int unit = 0; unit < _shape.HiddenUnits; unit++)
        {
            Span<T> z = z1.Slice(unit * rows, rows), a = _a1.Span.Slice(unit * stride, rows);
            gradient.W2[unit] += TensorPrimitives.Dot(dZ2, a);
            TensorPrimitives.Multiply(z, parameters.W2[unit], z);
            TensorPrimitives.Multiply(z, dZ2, z);
            gradient.B1[unit] += TensorPrimitives.Sum<T>(z);
        }
    }

    /// <summary>The same for several outputs.</summary>
    private void HiddenGradient(OutputProducts<T> products, Span<T> z1, int rows, int stride, Gradients gradient)
    {
        products.AddWeightGradient(_dZ2.Span, _a1.Span, stride, gradient.W2);
        // A1 has served; dA1 takes its place.
        products.Backward(_dZ2.Span, stride, _a1.Span);
        for (int unit = 0; unit < _shape.HiddenUnits; unit++)
        {
            Span<T> z = z1.Slice(unit * rows, rows);
            TensorPrimitives.Multiply(z, _a1.Span.Slice(unit * stride, rows), z);
            gradient.B1[unit] += TensorPrimitives.Sum<T>(z);
        }
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
