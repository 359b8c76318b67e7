using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>
/// The forward pass for one example at a time, without allocation. What it computes is bit for bit what
/// <see cref="ShallowNetwork{T}.Logits(FeatureMatrix)"/> computes for the same example among others. For one thread at a time.
/// </summary>
/// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
public sealed class RowScorer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkParameters<T> _parameters;
    private readonly FeatureSlices<T> _slices;
    private readonly int _units;
    private readonly AlignedBuffer<T> _x;
    private readonly T[] _products;
    private readonly T[] _z1;
    private readonly T[] _a1;
    private readonly RowLayer<T>[] _layers;
    private T[] _columns = [];
    private int[] _positions = [];
    private bool _fromLastSlice;

    /// <summary>Makes a scorer of parameters that do not change any more.</summary>
    internal RowScorer(NetworkParameters<T> parameters)
    {
        NetworkShape shape = parameters.Shape;
        _parameters = parameters;
        _slices = new FeatureSlices<T>(shape.Inputs);
        _units = NetworkHead<T>.FirstLayerUnits(shape);
        _x = new AlignedBuffer<T>(VectorKernels<T>.PaddedLength(FeatureSlices<T>.MaximumLength));
        _products = new T[_slices.Count * _units];
        _z1 = new T[VectorKernels<T>.PaddedSparseUnits(_units)];
        _a1 = new T[_units];
        _layers = [.. Enumerable.Range(2, shape.Layers - 1)
            .Where(layer => !HiddenLayer<T>.IsSummedByVectors(shape, layer))
            .Select(layer => new RowLayer<T>(parameters, layer))];
    }

    /// <summary>The dimensions of the network.</summary>
    public NetworkShape Shape => _parameters.Shape;

    /// <summary>The logit of an example, for a network of one output.</summary>
    /// <param name="features">n0 features; bytes of 0 to 255 stand for features of 0 to 1.</param>
    /// <exception cref="ArgumentException">The number of features is not that of the network.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs.</exception>
    public T Logit<TElement>(ReadOnlySpan<TElement> features)
        where TElement : unmanaged, INumber<TElement>
    {
        CheckOneOutput();
        T logit = default;
        Logits(features, new Span<T>(ref logit));
        return logit;
    }

    /// <summary>
    /// The logit of an example given by its non-zeros, for a network of one output. It is bit for bit that of the same example
    /// in a <see cref="SparseFeatureMatrix"/>; in dense form the example may score otherwise in the last bits, as sums are taken
    /// in another order.
    /// </summary>
    /// <param name="indices">The positions of the non-zeros, each larger than the one before it.</param>
    /// <param name="values">Their values; bytes of 0 to 255 stand for features of 0 to 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the positions do not ascend or are not in
    /// 0 … n0 − 1.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs.</exception>
    public T Logit<TElement>(ReadOnlySpan<int> indices, ReadOnlySpan<TElement> values)
        where TElement : unmanaged, INumber<TElement>
    {
        CheckOneOutput();
        T logit = default;
        Logits(indices, values, new Span<T>(ref logit));
        return logit;
    }

    /// <summary>The logits of an example.</summary>
    /// <param name="features">n0 features; bytes of 0 to 255 stand for features of 0 to 1.</param>
    /// <param name="logits">Takes n2 logits.</param>
    /// <exception cref="ArgumentException">The number of features or of logits is not that of the network.</exception>
    public void Logits<TElement>(ReadOnlySpan<TElement> features, Span<T> logits)
        where TElement : unmanaged, INumber<TElement>
    {
        NetworkShape shape = _parameters.Shape;
        if (features.Length != shape.Inputs)
        {
            throw new ArgumentException(
                $"The network takes {shape.Inputs} features; the example has {features.Length}.", nameof(features));
        }

        CheckRoom(logits);
        FirstLayer(features);
        Head(FeatureMatrix.ScaleOf<TElement>(), logits);
    }

    /// <summary>The logits of an example given by its non-zeros, as <see cref="Logit{TElement}(ReadOnlySpan{int},
    /// ReadOnlySpan{TElement})"/> takes it.</summary>
    /// <param name="indices">The positions of the non-zeros, each larger than the one before it.</param>
    /// <param name="values">Their values; bytes of 0 to 255 stand for features of 0 to 1.</param>
    /// <param name="logits">Takes n2 logits.</param>
    /// <exception cref="ArgumentException">The lengths differ, the positions do not ascend or are not in 0 … n0 − 1, or the
    /// number of logits is not that of the network.</exception>
    public void Logits<TElement>(ReadOnlySpan<int> indices, ReadOnlySpan<TElement> values, Span<T> logits)
        where TElement : unmanaged, INumber<TElement>
    {
        SparseFeatureMatrix.CheckRow(indices, values.Length, _parameters.Shape.Inputs);
        CheckRoom(logits);
        SparseFirstLayer(indices, values);
        Head(FeatureMatrix.ScaleOf<TElement>(), logits);
    }

    private void CheckOneOutput()
    {
        if (Shape.Outputs != 1)
            throw new InvalidOperationException($"The network has {Shape.Outputs} outputs: use {nameof(Logits)}.");
    }

    private void CheckRoom(Span<T> logits)
    {
        if (logits.Length != Shape.Outputs)
        {
            throw new ArgumentException(
                $"An example has {Shape.Outputs} logits; there is room for {logits.Length}.", nameof(logits));
        }
    }

    /// <summary>The logits, from scale · z1 on.</summary>
    private void Head(double factor, Span<T> logits)
    {
        NetworkShape shape = _parameters.Shape;
        T scale = T.CreateTruncating(factor);
        Span<T> z = _z1.AsSpan(0, _units);
        for (int unit = 0; unit < z.Length; unit++)
            z[unit] *= scale;
        ReadOnlySpan<T> biases = _parameters.B(1);
        if (shape.HiddenUnits == 0)
        {
            TensorPrimitives.Add(z, biases, logits);
            return;
        }

        for (int unit = 0; unit < z.Length; unit++)
            z[unit] += biases[unit];
        ActivationKernels.Apply<T>(shape.Activation, z, _a1);
        ReadOnlySpan<T> a = _a1;
        foreach (RowLayer<T> layer in _layers)
        {
            z = layer.Forward(a);
            if (layer.IsOutput)
            {
                z.CopyTo(logits);
                return;
            }

            a = layer.Activate(z);
        }

        ReadOnlySpan<T> weights = _parameters.OutputWeights;
        T sum = T.Zero;
        for (int unit = 0; unit < a.Length; unit++)
            sum = (a[unit] * weights[unit]) + sum;
        logits[0] = sum + _parameters.OutputBiases[0];
    }

    /// <summary>z1 = W1·x, slice by slice; from the last slice where the example before began with the first, as the weights
    /// that it read last are still in the second-level cache. The products are added up in one order.</summary>
    private void FirstLayer<TElement>(ReadOnlySpan<TElement> features)
        where TElement : unmanaged, INumber<TElement>
    {
        PackedWeights<T> weights = _parameters.PackedW1!;
        for (int i = 0; i < _slices.Count; i++)
        {
            int slice = _fromLastSlice ? _slices.Count - 1 - i : i;
            int start = FeatureSlices<T>.Start(slice), length = _slices.Length(slice), padded = _slices.PaddedLength(slice);
            Widening.Convert(features.Slice(start, length), _x.Span);
            _x.Span[length..padded].Clear();
            VectorKernels<T>.Dot(_x.Span, 1, weights.Slice(slice), padded, _units, padded, Products(slice), _units);
        }

        _fromLastSlice = !_fromLastSlice;
        Span<T> z1 = _z1.AsSpan(0, _units);
        Products(0).CopyTo(z1);
        for (int slice = 1; slice < _slices.Count; slice++)
            TensorPrimitives.Add(z1, Products(slice), z1);

        Span<T> Products(int slice) => _products.AsSpan(slice * _units, _units);
    }

    /// <summary>z1 = W1·x, from the columns of W1 that x needs, packed as <see cref="PackedColumns{T}"/> does.</summary>
    private void SparseFirstLayer<TElement>(ReadOnlySpan<int> indices, ReadOnlySpan<TElement> values)
        where TElement : unmanaged, INumber<TElement>
    {
        int padded = _z1.Length;
        if (_positions.Length < indices.Length)
        {
            _positions = [.. Enumerable.Range(0, Math.Min(_parameters.Shape.Inputs, 2 * indices.Length))];
            _columns = new T[(long)_positions.Length * padded];
        }

        for (int unit = 0; unit < _units; unit++)
        {
            ReadOnlySpan<T> w = _parameters.Values.Slice(unit * _parameters.Shape.Inputs, _parameters.Shape.Inputs);
            for (int i = 0; i < indices.Length; i++)
                _columns[(i * padded) + unit] = w[indices[i]];
        }

        VectorKernels<T>.SparseDot(_positions.AsSpan(0, indices.Length), values, _columns, padded, _z1);
    }
}
