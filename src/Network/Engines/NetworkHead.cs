using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>
/// All of a step but the products with the features: from W1·X through the layers to the cost, and back to dZ1. Matrices are
/// (units, rows), the rows of one unit contiguous, as the notes write them; those of the head's own are (units, stride), zeros
/// after the rows. Without hidden units the features' product is that of the outputs itself.
/// </summary>
internal sealed class NetworkHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkShape _shape;
    private readonly ParameterLayout _layout;
    private readonly HiddenLayer<T>[] _hidden;

    // Z[2] ... Z[L], of a network without hidden units Z[1]: the logits are the last.
    private readonly AlignedBuffer<T>[] _z;
    private readonly AlignedBuffer<T> _dOutput;
    private readonly double[] _output;

    // db1, dW2, db2, ... as they follow W1 in the parameters.
    private readonly T[] _gradient;

    /// <summary>Makes a head for at most <paramref name="maximumRows"/> examples at a time.</summary>
    public NetworkHead(NetworkShape shape, int maximumRows)
    {
        int stride = VectorKernels<T>.PaddedLength(maximumRows);
        (_shape, _layout) = (shape, new ParameterLayout(shape));
        _hidden = new HiddenLayer<T>[shape.HiddenLayers.Count];
        for (int i = 0; i < _hidden.Length; i++)
            _hidden[i] = new HiddenLayer<T>(shape, i + 1, maximumRows);
        _z = new AlignedBuffer<T>[Math.Max(_hidden.Length, 1)];
        for (int i = 0; i < _z.Length; i++)
            _z[i] = new AlignedBuffer<T>(VectorKernels<T>.PaddedUnits(shape.Units(Math.Min(i + 2, shape.Layers))) * stride);
        _dOutput = new AlignedBuffer<T>(shape.Outputs * stride);
        _output = new double[(1 + shape.LabelsPerExample + (2 * shape.Outputs)) * maximumRows];
        _gradient = new T[shape.ParameterCount - FirstBias];
    }

    /// <summary>Where the parameters behind the first layer's weights begin.</summary>
    private int FirstBias => _layout.B(1).Start.Value;

    private AlignedBuffer<T> Output => _z[^1];

    /// <summary>The number of units that the features are multiplied with: those of the first hidden layer or, without any, the
    /// outputs.</summary>
    public static int FirstLayerUnits(NetworkShape shape) => shape.HiddenUnits > 0 ? shape.HiddenUnits : shape.Outputs;

    /// <summary>Computes the logits from W1·X.</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="z1">W1·X (n1, rows), becomes Z1.</param>
    /// <param name="rows">The number of examples.</param>
    public void Forward(NetworkParameters<T> parameters, Span<T> z1, int rows) => Forward(parameters, z1, rows, [], default);

    /// <summary>Computes the cost, the gradient but dW1, which is added up, and dZ1 from W1·X.</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="z1">W1·X (n1, rows), becomes dZ1.</param>
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
            ReadOnlySpan<T> z = Output.Span.Slice(k * stride, rows);
            for (int i = 0; i < rows; i++)
                logits[(i * outputs) + k] = z[i];
        }
    }

    /// <summary>Hands the gradient but dW1 over and starts again from zero.</summary>
    public void Flush(IGradientSink<T> sink)
    {
        sink.Accept(FirstBias, _gradient);
        _gradient.AsSpan().Clear();
    }

    /// <summary>Z[l] and A[l] of all layers; where <paramref name="batch"/> is to be learnt from, those of hidden ones become
    /// g'(Z[l]) * D.</summary>
    private void Forward(
        NetworkParameters<T> parameters, Span<T> z1, int rows, ReadOnlySpan<int> batch, DropoutMask dropout)
    {
        int stride = VectorKernels<T>.PaddedLength(rows), zStride = rows;
        Span<T> z = z1;
        for (int i = 0; i < _hidden.Length; i++)
        {
            Span<T> next = _z[i].Span;
            _hidden[i].Forward(parameters, z, zStride, rows, batch, dropout, next);
            z = next;
            zStride = stride;
        }

        ReadOnlySpan<T> biases = parameters.OutputBiases;
        for (int k = 0; k < _shape.Outputs; k++)
            TensorPrimitives.Add(z.Slice(k * zStride, rows), biases[k], Output.Span.Slice(k * stride, rows));
    }

    /// <summary>Continues from the forward pass: the cost, the gradient, and z1 becomes dZ1.</summary>
    private double Backward(
        NetworkParameters<T> parameters, Span<T> z1, TrainingSet examples, ReadOnlySpan<int> batch, double m)
    {
        int rows = batch.Length, stride = VectorKernels<T>.PaddedLength(rows);
        double cost = OutputGradient(examples, batch, m, stride);
        Span<T> biases = Gradient(_layout.B(_shape.Layers));
        for (int k = 0; k < _shape.Outputs; k++)
        {
            ReadOnlySpan<T> dZ = _dOutput.Span.Slice(k * stride, rows);
            biases[k] += VectorKernels<T>.Sum(dZ);
            if (_hidden.Length == 0)
                dZ.CopyTo(z1[(k * rows)..]);
        }

        ReadOnlySpan<T> dNext = _dOutput.Span;
        for (int layer = _hidden.Length; layer > 0; layer--)
        {
            Span<T> z = layer == 1 ? z1 : _z[layer - 2].Span;
            _hidden[layer - 1].Backward(
                parameters, z, layer == 1 ? rows : stride, rows, dNext,
                Gradient(_layout.W(layer + 1)), Gradient(_layout.B(layer)));
            dNext = z;
        }

        return cost;
    }

    /// <summary>The gradient of parameters behind W1.</summary>
    private Span<T> Gradient(Range parameters)
        => _gradient.AsSpan((parameters.Start.Value - FirstBias)..(parameters.End.Value - FirstBias));

    /// <summary>dZ[L] and J, from the logits; for classes and the squared error dZ[L] = w (Ŷ − Y) / m, of several labels that
    /// through their number.</summary>
    private double OutputGradient(TrainingSet examples, ReadOnlySpan<int> batch, double m, int stride)
    {
        int rows = batch.Length, outputs = _shape.Outputs, labels = _shape.LabelsPerExample;
        Span<double> w = _output.AsSpan(0, rows), y = _output.AsSpan(rows, labels * rows);
        Span<double> z = _output.AsSpan((1 + labels) * rows, outputs * rows);
        Span<double> dZ = _output.AsSpan((1 + labels + outputs) * rows, outputs * rows);
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < labels; k++)
                y[(k * rows) + i] = examples.Target(batch[i], k);
            w[i] = examples.Weight(batch[i]) / m;
        }

        for (int k = 0; k < outputs; k++)
            TensorPrimitives.ConvertTruncating<T, double>(Output.Span.Slice(k * stride, rows), z[(k * rows)..]);
        double cost = OutputCost.CostAndDerivative(_shape.OutputLayer, z, y, w, dZ, examples.Loss);
        for (int k = 0; k < outputs; k++)
        {
            Span<T> dOutput = _dOutput.Span.Slice(k * stride, stride);
            TensorPrimitives.ConvertTruncating<double, T>(dZ.Slice(k * rows, rows), dOutput);
            dOutput[rows..].Clear();
        }

        return cost;
    }
}
