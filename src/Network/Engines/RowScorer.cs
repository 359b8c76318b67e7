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
    private readonly T[] _x;
    private readonly T[] _products;
    private readonly T[] _z1;
    private readonly T[] _a1;

    internal RowScorer(NetworkParameters<T> parameters)
    {
        NetworkShape shape = parameters.Shape;
        _parameters = parameters;
        _slices = new FeatureSlices<T>(shape.Inputs);
        _units = NetworkHead<T>.FirstLayerUnits(shape);
        _x = new T[VectorKernels<T>.PaddedLength(FeatureSlices<T>.MaximumLength)];
        _products = new T[_units];
        _z1 = new T[_units];
        _a1 = new T[_units];
    }

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
        T scale = T.CreateTruncating(FeatureMatrix.ScaleOf<TElement>());
        for (int unit = 0; unit < _units; unit++)
            _z1[unit] *= scale;
        if (shape.HiddenUnits == 0)
            return _z1[0] + _parameters.B2[0];

        for (int unit = 0; unit < _units; unit++)
            _z1[unit] += _parameters.B1[unit];
        ActivationKernels.Apply<T>(shape.Activation, _z1, _a1);
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
            Widening.Convert(features.Slice(start, length), _x);
            _x.AsSpan(length, padded - length).Clear();
            Span<T> products = slice == 0 ? _z1 : _products;
            VectorKernels<T>.Dot(
                _x, 1, _parameters.PaddedFrom(start), _parameters.Shape.Inputs, _units, padded, products, _units);
            if (slice > 0)
                System.Numerics.Tensors.TensorPrimitives.Add(_z1, _products, _z1);
        }
    }
}
