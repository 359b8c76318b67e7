using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// The products with the weights W (units, fan-in) of a layer behind a hidden one, whose units are A (fan-in, stride): the rows
/// of examples are padded with zeros to a stride that suits the kernels.
/// </summary>
internal sealed class LayerProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _fanIn;
    private readonly int _units;
    private readonly int _paddedFanIn;
    private readonly int _paddedUnits;
    private readonly AlignedBuffer<T> _weights;
    private readonly AlignedBuffer<T> _transposed;
    private readonly T[] _gradient;

    public LayerProducts(int fanIn, int units)
    {
        (_fanIn, _units) = (fanIn, units);
        (_paddedFanIn, _paddedUnits) = (VectorKernels<T>.PaddedUnits(fanIn), VectorKernels<T>.PaddedUnits(units));
        _weights = new AlignedBuffer<T>(units * _paddedFanIn);
        _transposed = new AlignedBuffer<T>(fanIn * _paddedUnits);
        _gradient = new T[units * fanIn];
    }

    /// <summary>Writes Wᵀ (fan-in, padded units), zeros after each row.</summary>
    public static void Transpose(ReadOnlySpan<T> weights, int fanIn, int paddedUnits, Span<T> transposed)
    {
        for (int unit = 0; unit < weights.Length / fanIn; unit++)
        {
            ReadOnlySpan<T> w = weights.Slice(unit * fanIn, fanIn);
            for (int i = 0; i < fanIn; i++)
                transposed[(i * paddedUnits) + unit] = w[i];
        }
    }

    /// <summary>Z += W·A; each sum takes the units of A in turn, so its bits do not depend on the other examples.</summary>
    public void Forward(ReadOnlySpan<T> weights, ReadOnlySpan<T> a, int stride, Span<T> z)
    {
        for (int unit = 0; unit < _units; unit++)
            weights.Slice(unit * _fanIn, _fanIn).CopyTo(_weights.Span[(unit * _paddedFanIn)..]);
        Transpose(weights, _fanIn, _paddedUnits, _transposed.Span);
        VectorKernels<T>.AddOuterProducts(_transposed.Span, _paddedUnits, a, stride, _fanIn, z);
    }

    /// <summary>dW += dZ·Aᵀ.</summary>
    public void AddWeightGradient(ReadOnlySpan<T> dZ, ReadOnlySpan<T> a, int stride, Span<T> gradient)
    {
        VectorKernels<T>.Dot(dZ, _units, a, stride, _fanIn, stride, _gradient, _fanIn);
        TensorPrimitives.Add(gradient, _gradient, gradient);
    }

    /// <summary>dA = Wᵀ·dZ, with the W of the last <see cref="Forward"/>.</summary>
    public void Backward(ReadOnlySpan<T> dZ, int stride, Span<T> dA)
    {
        dA[..(_paddedFanIn * stride)].Clear();
        VectorKernels<T>.AddOuterProducts(_weights.Span, _paddedFanIn, dZ, stride, _units, dA);
    }
}
