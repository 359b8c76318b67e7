using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>
/// A hidden layer l and the products that lead out of it: from W[l]·A[l−1] to W[l+1]·A[l], and back from dZ[l+1] to dZ[l].
/// Matrices are (units, stride), zeros after the rows; only that of the layer's own Z may follow row on row.
/// </summary>
internal sealed class HiddenLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _layer;
    private readonly Activation _activation;
    private readonly int _units;
    private readonly int _nextUnits;
    private readonly LayerProducts<T>? _products;
    private readonly AlignedBuffer<T> _a;
    private readonly T[] _dropout;

    /// <summary>Makes a layer for at most <paramref name="maximumRows"/> examples at a time.</summary>
    public HiddenLayer(NetworkShape shape, int layer, int maximumRows)
    {
        (_layer, _activation) = (layer, shape.Activation);
        (_units, _nextUnits) = (shape.Units(layer), shape.Units(layer + 1));
        // With one output, vectors beat the kernels, whose tiles are of four units.
        _products = IsSummedByVectors(shape, layer + 1) ? null : new LayerProducts<T>(_units, _nextUnits);
        _a = new AlignedBuffer<T>(VectorKernels<T>.PaddedUnits(_units) * VectorKernels<T>.PaddedLength(maximumRows));
        _dropout = new T[maximumRows];
    }

    /// <summary>Whether a layer's products are sums of vectors: those of the outputs, where there is but one.</summary>
    public static bool IsSummedByVectors(NetworkShape shape, int layer) => layer == shape.Layers && shape.Outputs == 1;

    /// <summary>Z[l], A[l] = g(Z[l]) * D, W[l+1]·A[l]; where <paramref name="batch"/> is to be learnt from, z becomes
    /// g'(Z[l]) * D.</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="z">W[l]·A[l−1], becomes Z[l].</param>
    /// <param name="zStride">The distance of its rows.</param>
    /// <param name="rows">The number of examples.</param>
    /// <param name="batch">Their rows in the training set, or empty.</param>
    /// <param name="dropout">The units to drop.</param>
    /// <param name="next">Takes W[l+1]·A[l].</param>
    public void Forward(
        NetworkParameters<T> parameters,
        Span<T> z,
        int zStride,
        int rows,
        ReadOnlySpan<int> batch,
        DropoutMask dropout,
        Span<T> next)
    {
        int stride = VectorKernels<T>.PaddedLength(rows);
        ReadOnlySpan<T> biases = parameters.B(_layer), nextWeights = parameters.W(_layer + 1);
        next[..(VectorKernels<T>.PaddedUnits(_nextUnits) * stride)].Clear();
        for (int unit = 0; unit < _units; unit++)
        {
            Span<T> zUnit = z.Slice(unit * zStride, rows), a = _a.Span.Slice(unit * stride, rows);
            TensorPrimitives.Add(zUnit, biases[unit], zUnit);
            ActivationKernels.Apply(_activation, zUnit, a);
            if (!batch.IsEmpty)
                Differentiate(unit, batch, dropout, zUnit, a);
            if (_products is null)
                TensorPrimitives.MultiplyAdd(a, nextWeights[unit], next[..rows], next[..rows]);
            else
                _a.Span[((unit * stride) + rows)..((unit + 1) * stride)].Clear();
        }

        _products?.Forward(nextWeights, _a.Span, stride, next);
    }

    /// <summary>dW[l+1] += dZ[l+1]·A[l]ᵀ, dZ[l] = W[l+1]ᵀ·dZ[l+1] * g'(Z[l]) * D, db[l] += Σ dZ[l].</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="z">g'(Z[l]) * D, becomes dZ[l].</param>
    /// <param name="zStride">The distance of its rows.</param>
    /// <param name="rows">The number of examples.</param>
    /// <param name="dNext">dZ[l+1].</param>
    /// <param name="dW">dW[l+1].</param>
    /// <param name="db">db[l].</param>
    public void Backward(
        NetworkParameters<T> parameters,
        Span<T> z,
        int zStride,
        int rows,
        ReadOnlySpan<T> dNext,
        Span<T> dW,
        Span<T> db)
    {
        int stride = VectorKernels<T>.PaddedLength(rows);
        ReadOnlySpan<T> nextWeights = parameters.W(_layer + 1);
        if (_products is not null)
        {
            _products.AddWeightGradient(dNext, _a.Span, stride, dW);
            // A has served; dA takes its place.
            _products.Backward(dNext, stride, _a.Span);
        }

        for (int unit = 0; unit < _units; unit++)
        {
            Span<T> zUnit = z.Slice(unit * zStride, rows), a = _a.Span.Slice(unit * stride, rows);
            if (_products is not null)
            {
                TensorPrimitives.Multiply(zUnit, a, zUnit);
            }
            else
            {
                dW[unit] += VectorKernels<T>.Dot(dNext[..rows], a);
                TensorPrimitives.Multiply(zUnit, nextWeights[unit], zUnit);
                TensorPrimitives.Multiply(zUnit, dNext[..rows], zUnit);
            }

            db[unit] += VectorKernels<T>.Sum(zUnit);
        }
    }

    /// <summary>z becomes g'(z) * D, a becomes a * D, for one unit.</summary>
    private void Differentiate(int unit, ReadOnlySpan<int> batch, DropoutMask dropout, Span<T> z, Span<T> a)
    {
        ActivationKernels.Derivative(_activation, z, a, z);
        if (dropout.Probability == 0)
            return;
        Span<T> d = _dropout.AsSpan(0, batch.Length);
        dropout.Fill(batch, unit, _layer, d);
        TensorPrimitives.Multiply(z, d, z);
        TensorPrimitives.Multiply(a, d, a);
    }
}
