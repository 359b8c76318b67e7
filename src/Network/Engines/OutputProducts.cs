using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// The products with W2 where there are several outputs: of W2 (n2, n1), A1 (n1, stride) and Z2 (n2, stride), whose rows of
/// examples are padded with zeros to a stride that suits the kernels.
/// </summary>
internal sealed class OutputProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _hiddenUnits;
    private readonly int _outputs;
    private readonly int _paddedHiddenUnits;
    private readonly int _paddedOutputs;
    private readonly AlignedBuffer<T> _weights;
    private readonly AlignedBuffer<T> _transposed;
    private readonly T[] _gradient;

    public OutputProducts(NetworkShape shape)
    {
        (_hiddenUnits, _outputs) = (shape.HiddenUnits, shape.Outputs);
        (_paddedHiddenUnits, _paddedOutputs) =
            (VectorKernels<T>.PaddedUnits(_hiddenUnits), VectorKernels<T>.PaddedUnits(_outputs));
        _weights = new AlignedBuffer<T>(_outputs * _paddedHiddenUnits);
        _transposed = new AlignedBuffer<T>(_hiddenUnits * _paddedOutputs);
        _gradient = new T[_outputs * _hiddenUnits];
    }

    /// <summary>Writes W2ᵀ (n1, padded n2), zeros after each row.</summary>
    public static void Transpose(NetworkParameters<T> parameters, int paddedOutputs, Span<T> transposed)
    {
        int hiddenUnits = parameters.Shape.HiddenUnits;
        for (int k = 0; k < parameters.Shape.Outputs; k++)
        {
            ReadOnlySpan<T> w = parameters.W2.Slice(k * hiddenUnits, hiddenUnits);
            for (int unit = 0; unit < hiddenUnits; unit++)
                transposed[(unit * paddedOutputs) + k] = w[unit];
        }
    }

    /// <summary>Z2 += W2·A1; each sum takes the hidden units in turn, so its bits do not depend on the other examples.</summary>
    public void Forward(NetworkParameters<T> parameters, ReadOnlySpan<T> a1, int stride, Span<T> z2)
    {
        for (int k = 0; k < _outputs; k++)
            parameters.W2.Slice(k * _hiddenUnits, _hiddenUnits).CopyTo(_weights.Span[(k * _paddedHiddenUnits)..]);
        Transpose(parameters, _paddedOutputs, _transposed.Span);
        VectorKernels<T>.AddOuterProducts(_transposed.Span, _paddedOutputs, a1, stride, _hiddenUnits, z2);
    }

    /// <summary>dW2 += dZ2·A1ᵀ.</summary>
    public void AddWeightGradient(ReadOnlySpan<T> dZ2, ReadOnlySpan<T> a1, int stride, Span<T> gradient)
    {
        VectorKernels<T>.Dot(dZ2, _outputs, a1, stride, _hiddenUnits, stride, _gradient, _hiddenUnits);
        TensorPrimitives.Add(gradient, _gradient, gradient);
    }

    /// <summary>dA1 = W2ᵀ·dZ2, with the W2 of the last <see cref="Forward"/>.</summary>
    public void Backward(ReadOnlySpan<T> dZ2, int stride, Span<T> dA1)
    {
        dA1[..(_paddedHiddenUnits * stride)].Clear();
        VectorKernels<T>.AddOuterProducts(_weights.Span, _paddedHiddenUnits, dZ2, stride, _outputs, dA1);
    }
}
