using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// A step in the Gram form, in double precision. Its parameters are those of a network whose features are the
/// examples and, last, the start: row u of its first weights is (C[u, :], s[u]), and stands for W1[u, :] = s[u]·W1₀[u, :] +
/// C[u, :]·X. Then Z1 = C·K + s * P + b1 with K = XᵀX (m, m), P = W1₀·X (units, m), and dW1 = dZ1·Xᵀ has the coefficients dZ1.
/// </summary>
internal sealed class GramEngine : IGradientEngine<double>
{
    private const int ChunkRows = 64;

    private readonly NetworkHead<double> _head;
    private readonly Threads _threads;
    private readonly int _maximumBatch;
    private readonly int _examples;
    private readonly int _rows;
    private readonly int _length;
    private readonly int _units;
    private readonly AlignedBuffer<double> _gram;
    private readonly double[] _startProducts;
    private readonly double[] _startSquares;
    private readonly AlignedBuffer<double> _coefficients;
    private readonly AlignedBuffer<double> _gramRows;
    private readonly double[] _z1;
    private readonly double[] _gradientRow;

    /// <summary>Makes an engine over a Gram matrix.</summary>
    /// <param name="shape">The shape of the parameters, with m + 1 inputs.</param>
    /// <param name="gram">K (m, padded m), zeros after each row. Rows of other examples may follow: their products with the m
    /// examples, for <see cref="Forward"/>.</param>
    /// <param name="startProducts">P (units, m), or of as many columns as K has rows.</param>
    /// <param name="startSquares">‖W1₀[u, :]‖² (units).</param>
    /// <param name="maximumBatch">The size of the largest batch.</param>
    /// <param name="gathers">Whether there may be batches that are no range of examples in their order.</param>
    /// <param name="threads">The threads to share the work out to.</param>
    public GramEngine(
        NetworkShape shape,
        AlignedBuffer<double> gram,
        double[] startProducts, double[] startSquares, int maximumBatch, bool gathers, Threads threads)
    {
        (_threads, _maximumBatch) = (threads, maximumBatch);
        _examples = shape.Inputs - 1;
        _length = VectorKernels<double>.PaddedLength(_examples);
        _units = NetworkHead<double>.FirstLayerUnits(shape);
        _head = new NetworkHead<double>(shape, maximumBatch);
        (_gram, _startProducts, _startSquares) = (gram, startProducts, startSquares);
        _rows = startProducts.Length / _units;
        // Tiles of four units: the unit that pads them out has coefficients of zero.
        _coefficients = new AlignedBuffer<double>(VectorKernels<double>.PaddedUnits(_units) * _length);
        _gramRows = new AlignedBuffer<double>(gathers ? maximumBatch * _length : 0);
        _z1 = new double[VectorKernels<double>.PaddedUnits(_units) * Math.Max(maximumBatch, _examples)];
        _gradientRow = new double[shape.Inputs];
    }

    public double CostAndGradient(
        NetworkParameters<double> parameters,
        TrainingSet examples,
        ReadOnlySpan<int> batch,
        IGradientSink<double> sink,
        DropoutMask dropout = default)
    {
        double m = examples.TotalWeight(batch), cost = 0;
        Span<double> z1 = _z1.AsSpan(0, _units * batch.Length);
        if (m > 0)
        {
            FirstLayer(parameters.PaddedFrom(0), batch, z1);
            cost = _head.CostAndGradient(parameters, z1, examples, batch, m, dropout);
        }
        else
        {
            z1.Clear();
        }

        bool isRange = IsRange(batch);
        for (int unit = 0; unit < _units; unit++)
        {
            ReadOnlySpan<double> dZ1 = z1.Slice(unit * batch.Length, batch.Length);
            if (isRange)
                dZ1.CopyTo(_gradientRow.AsSpan(batch[0]));
            for (int i = 0; i < batch.Length && !isRange; i++)
                _gradientRow[batch[i]] = dZ1[i];
            sink.Accept(unit * (_examples + 1), _gradientRow);
        }

        foreach (int row in batch)
            _gradientRow[row] = 0;
        _head.Flush(sink);
        return cost;
    }

    /// <summary>The logits of the examples from one on.</summary>
    public void Forward(NetworkParameters<double> parameters, int firstExample, Span<double> logits)
    {
        int outputs = parameters.Shape.Outputs, examples = logits.Length / outputs;
        for (int start = 0; start < examples; start += _maximumBatch)
        {
            int[] batch = [.. Enumerable.Range(firstExample + start, Math.Min(_maximumBatch, examples - start))];
            Span<double> z1 = _z1.AsSpan(0, _units * batch.Length);
            FirstLayer(parameters.PaddedFrom(0), batch, z1);
            _head.Forward(parameters, z1, batch.Length);
            _head.CopyLogits(batch.Length, logits[(start * outputs)..]);
        }
    }

    /// <summary>
    /// The vector whose plain product with any other vector of coefficients is the inner product of the weights and biases
    /// that the two stand for: (s, C) becomes (s ‖W1₀‖² + C·P, C·K + s·P), unit by unit; the other parameters stay.
    /// </summary>
    public void Dual(ReadOnlySpan<double> primal, Span<double> dual)
    {
        primal.CopyTo(dual);
        int[] all = [.. Enumerable.Range(0, _examples)];
        Span<double> products = _z1.AsSpan(0, _units * _examples);
        FirstLayer(primal, all, products);
        for (int unit = 0; unit < _units; unit++)
        {
            int row = unit * (_examples + 1);
            products.Slice(unit * _examples, _examples).CopyTo(dual[row..]);
            dual[row + _examples] = (primal[row + _examples] * _startSquares[unit])
                + VectorKernels<double>.Dot(
                    primal.Slice(row, _examples), _startProducts.AsSpan(unit * _rows, _examples));
        }
    }

    /// <summary>C·K + s * P (units, batch), for parameters that begin with (C, s).</summary>
    private void FirstLayer(ReadOnlySpan<double> parameters, ReadOnlySpan<int> batch, Span<double> z1)
    {
        for (int unit = 0; unit < _units; unit++)
            parameters.Slice(unit * (_examples + 1), _examples).CopyTo(_coefficients.Span[(unit * _length)..]);

        bool isRange = IsRange(batch);
        for (int i = 0; i < batch.Length && !isRange; i++)
            _gram.Span.Slice(batch[i] * _length, _length).CopyTo(_gramRows.Span[(i * _length)..]);
        int rows = batch.Length, units = VectorKernels<double>.PaddedUnits(_units), firstRow = isRange ? batch[0] : 0;
        AlignedBuffer<double> k = isRange ? _gram : _gramRows;
        _threads.For((rows + ChunkRows - 1) / ChunkRows, (long)rows * _length * units, chunk =>
        {
            int first = chunk * ChunkRows, count = Math.Min(ChunkRows, rows - first);
            VectorKernels<double>.Dot(
                _coefficients.Span, units, k.Span[((firstRow + first) * _length)..], _length, count, _length,
                _z1.AsSpan(first), rows);
        });

        for (int unit = 0; unit < _units; unit++)
        {
            double s = parameters[(unit * (_examples + 1)) + _examples];
            ReadOnlySpan<double> start = _startProducts.AsSpan(unit * _rows, _rows);
            Span<double> z = z1.Slice(unit * batch.Length, batch.Length);
            if (isRange)
            {
                TensorPrimitives.MultiplyAdd(start.Slice(firstRow, rows), s, z, z);
                continue;
            }

            for (int i = 0; i < batch.Length; i++)
                z[i] += start[batch[i]] * s;
        }
    }

    /// <summary>Whether the examples stand beside each other, in their order.</summary>
    private static bool IsRange(ReadOnlySpan<int> batch)
    {
        for (int i = 1; i < batch.Length; i++)
        {
            if (batch[i] != batch[0] + i)
                return false;
        }

        return batch.Length > 0;
    }
}
