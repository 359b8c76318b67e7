using System.Numerics;
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
    private T[] _columns = [];
    private int[] _positions = [];

    internal RowScorer(NetworkParameters<T> parameters)
    {
        NetworkShape shape = parameters.Shape;
        _parameters = parameters;
        _slices = new FeatureSlices<T>(shape.Inputs);
        _units = NetworkHead<T>.FirstLayerUnits(shape);
        _x = new AlignedBuffer<T>(VectorKernels<T>.PaddedLength(FeatureSlices<T>.MaximumLength));
        _products = new T[_units];
        _z1 = new T[VectorKernels<T>.PaddedSparseUnits(_units)];
        _a1 = new T[_units];
    }

    /// <summary>The dimensions of the network.</summary>
    public NetworkShape Shape => _parameters.Shape;

    /// <summary>The logit of an example.</summary>
    /// <param name="features">n0 features; bytes of 0 to 255 stand for features of 0 to 1.</param>
    /// <exception cref="ArgumentException">The number of features is not that of the network.</exception>
    public T Logit<TElement>(ReadOnlySpan<TElement> features)
        where TElement : unmanaged, INumber<TElement>
    {
        NetworkShape shape = _parameters.Shape;
        if (features.Length != shape.Inputs)
        {
            throw new ArgumentException(
                $"The network takes {shape.Inputs} features; the example has {features.Length}.", nameof(features));
        }

        FirstLayer(features);
        return Head(FeatureMatrix.ScaleOf<TElement>());
    }

    /// <summary>
    /// The logit of an example given by its non-zeros. It is bit for bit that of the same example in a
    /// <see cref="SparseFeatureMatrix"/>; in dense form the example may score otherwise in the last bits, as sums are taken in
    /// another order.
    /// </summary>
    /// <param name="indices">The positions of the non-zeros, each larger than the one before it.</param>
    /// <param name="values">Their values; bytes of 0 to 255 stand for features of 0 to 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the positions do not ascend or are not in
    /// 0 … n0 − 1.</exception>
    public T Logit<TElement>(ReadOnlySpan<int> indices, ReadOnlySpan<TElement> values)
        where TElement : unmanaged, INumber<TElement>
    {
        SparseFeatureMatrix.CheckRow(indices, values.Length, _parameters.Shape.Inputs);
        SparseFirstLayer(indices, values);
        return Head(FeatureMatrix.ScaleOf<TElement>());
    }

    /// <summary>Z2, from scale · z1 on.</summary>
    private T Head(double factor)
    {
        NetworkShape shape = _parameters.Shape;
        T scale = T.CreateTruncating(factor);
        Span<T> z1 = _z1.AsSpan(0, _units);
        for (int unit = 0; unit < _units; unit++)
            z1[unit] *= scale;
        if (shape.HiddenUnits == 0)
            return z1[0] + _parameters.B2[0];

        for (int unit = 0; unit < _units; unit++)
            z1[unit] += _parameters.B1[unit];
        ActivationKernels.Apply<T>(shape.Activation, z1, _a1);
        T z2 = T.Zero;
        for (int unit = 0; unit < _units; unit++)
            z2 = (_a1[unit] * _parameters.W2[unit]) + z2;
        return z2 + _parameters.B2[0];
    }

    /// <summary>z1 = W1·x, slice by slice.</summary>
    private void FirstLayer<TElement>(ReadOnlySpan<TElement> features)
        where TElement : unmanaged, INumber<TElement>
    {
        for (int slice = 0; slice < _slices.Count; slice++)
        {
            int start = FeatureSlices<T>.Start(slice), length = _slices.Length(slice), padded = _slices.PaddedLength(slice);
            Widening.Convert(features.Slice(start, length), _x.Span);
            _x.Span[length..padded].Clear();
            Span<T> z1 = _z1.AsSpan(0, _units), products = slice == 0 ? z1 : _products;
            VectorKernels<T>.Dot(
                _x.Span, 1, _parameters.PaddedFrom(start), _parameters.Shape.Inputs, _units, padded, products, _units);
            if (slice > 0)
                System.Numerics.Tensors.TensorPrimitives.Add(z1, _products, z1);
        }
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
