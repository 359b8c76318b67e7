using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// A step in the Gram form. Its parameters are those of a network whose features are the
/// examples and, last, the start: row u of its first weights is (C[u, :], s[u]), and stands for W1[u, :] = s[u]·W1₀[u, :] +
/// C[u, :]·X. Then Z1 = C·K + s * P + b1 with K = XᵀX (m, m), P = W1₀·X (units, m), and dW1 = dZ1·Xᵀ has the coefficients dZ1.
/// </summary>
/// <typeparam name="T">The precision of the arithmetic.</typeparam>
internal sealed class GramEngine<T> : IGradientEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ChunkRows = 64;

    private readonly NetworkHead<T> _head;
    private readonly Threads _threads;
    private readonly int _maximumBatch;
    private readonly int _examples;
    private readonly int _rows;
    private readonly int _length;
    private readonly int _units;
    private readonly AlignedBuffer<T> _gram;
    private readonly T[] _startProducts;
    private readonly T[] _startSquares;
    private readonly AlignedBuffer<T> _coefficients;
    private readonly AlignedBuffer<T> _gramRows;
    private readonly T[] _z1;
    private readonly T[] _gradientRow;

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
        AlignedBuffer<T> gram,
        T[] startProducts, T[] startSquares, int maximumBatch, bool gathers, Threads threads)
    {
        (_threads, _maximumBatch) = (threads, maximumBatch);
        _examples = shape.Inputs - 1;
        _length = VectorKernels<T>.PaddedLength(_examples);
        _units = NetworkHead<T>.FirstLayerUnits(shape);
        _head = new NetworkHead<T>(shape, maximumBatch);
        (_gram, _startProducts, _startSquares) = (gram, startProducts, startSquares);
        _rows = startProducts.Length / _units;
        // Tiles of four units: the unit that pads them out has coefficients of zero.
        _coefficients = new AlignedBuffer<T>(VectorKernels<T>.PaddedUnits(_units) * _length);
        _gramRows = new AlignedBuffer<T>(gathers ? maximumBatch * _length : 0);
        _z1 = new T[VectorKernels<T>.PaddedUnits(_units) * Math.Max(maximumBatch, _examples)];
        _gradientRow = new T[shape.Inputs];
    }

    public double CostAndGradient(
        NetworkParameters<T> parameters,
        TrainingSet examples,
        ReadOnlySpan<int> batch,
        IGradientSink<T> sink,
        DropoutMask dropout = default)
    {
        double m = examples.TotalWeight(batch), cost = 0;
        bool isRange = IsRange(batch);
        Span<T> z1 = _z1.AsSpan(0, _units * batch.Length);
        if (m > 0)
        {
            if (parameters.Dual is { } dual && isRange)
                CopyProducts(dual, batch, z1);
            else
                FirstLayer(parameters.PaddedFrom(0), batch, z1);
            cost = _head.CostAndGradient(parameters, z1, examples, batch, m, dropout);
        }
        else
        {
            z1.Clear();
        }

        for (int unit = 0; unit < _units; unit++)
        {
            ReadOnlySpan<T> dZ1 = z1.Slice(unit * batch.Length, batch.Length);
            if (isRange)
                dZ1.CopyTo(_gradientRow.AsSpan(batch[0]));
            for (int i = 0; i < batch.Length && !isRange; i++)
                _gradientRow[batch[i]] = dZ1[i];
            sink.Accept(unit * (_examples + 1), _gradientRow);
        }

        foreach (int row in batch)
            _gradientRow[row] = T.Zero;
        _head.Flush(sink);
        return cost;
    }

    /// <summary>The logits of the examples from one on.</summary>
    public void Forward(NetworkParameters<T> parameters, int firstExample, Span<T> logits)
    {
        int outputs = parameters.Shape.Outputs, examples = logits.Length / outputs;
        for (int start = 0; start < examples; start += _maximumBatch)
        {
            int[] batch = [.. Enumerable.Range(firstExample + start, Math.Min(_maximumBatch, examples - start))];
            Span<T> z1 = _z1.AsSpan(0, _units * batch.Length);
            FirstLayer(parameters.PaddedFrom(0), batch, z1);
            _head.Forward(parameters, z1, batch.Length);
            _head.CopyLogits(batch.Length, logits[(start * outputs)..]);
        }
    }

    /// <summary>
    /// The vector whose plain product with any other vector of coefficients is the inner product of the weights and biases
    /// that the two stand for: (s, C) becomes (s ‖W1₀‖² + C·P, C·K + s·P), unit by unit; the other parameters stay.
    /// </summary>
    public void Dual(ReadOnlySpan<T> primal, Span<T> dual)
    {
        primal.CopyTo(dual);
        int[] all = [.. Enumerable.Range(0, _examples)];
        Span<T> products = _z1.AsSpan(0, _units * _examples);
        FirstLayer(primal, all, products);
        for (int unit = 0; unit < _units; unit++)
        {
            int row = unit * (_examples + 1);
            products.Slice(unit * _examples, _examples).CopyTo(dual[row..]);
            dual[row + _examples] = (primal[row + _examples] * _startSquares[unit])
                + VectorKernels<T>.Dot(
                    primal.Slice(row, _examples), _startProducts.AsSpan(unit * _rows, _examples));
        }
    }

    /// <summary>C·K + s * P (units, batch) of parameters whose <see cref="Dual"/> is known, which has it.</summary>
    private void CopyProducts(ReadOnlySpan<T> dual, ReadOnlySpan<int> range, Span<T> z1)
    {
        for (int unit = 0; unit < _units; unit++)
            dual.Slice((unit * (_examples + 1)) + range[0], range.Length).CopyTo(z1[(unit * range.Length)..]);
    }

    /// <summary>C·K + s * P (units, batch), for parameters that begin with (C, s).</summary>
    private void FirstLayer(ReadOnlySpan<T> parameters, ReadOnlySpan<int> batch, Span<T> z1)
    {
        for (int unit = 0; unit < _units; unit++)
            parameters.Slice(unit * (_examples + 1), _examples).CopyTo(_coefficients.Span[(unit * _length)..]);

        bool isRange = IsRange(batch);
        for (int i = 0; i < batch.Length && !isRange; i++)
            _gram.Span.Slice(batch[i] * _length, _length).CopyTo(_gramRows.Span[(i * _length)..]);
        int rows = batch.Length, units = VectorKernels<T>.PaddedUnits(_units), firstRow = isRange ? batch[0] : 0;
        AlignedBuffer<T> k = isRange ? _gram : _gramRows;
        _threads.For((rows + ChunkRows - 1) / ChunkRows, (long)rows * _length * units, chunk =>
        {
            int first = chunk * ChunkRows, count = Math.Min(ChunkRows, rows - first);
            VectorKernels<T>.Dot(
                _coefficients.Span, units, k.Span[((firstRow + first) * _length)..], _length, count, _length,
                _z1.AsSpan(first), rows);
        });

        for (int unit = 0; unit < _units; unit++)
        {
            T s = parameters[(unit * (_examples + 1)) + _examples];
            ReadOnlySpan<T> start = _startProducts.AsSpan(unit * _rows, _rows);
            Span<T> z = z1.Slice(unit * batch.Length, batch.Length);
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
