using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>A layer behind a hidden one for one example at a time, bit for bit as <see cref="LayerProducts{T}"/> and
/// <see cref="HiddenLayer{T}"/> compute it: each sum takes the units before it in turn.</summary>
internal sealed class RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkParameters<T> _parameters;
    private readonly int _layer;
    private readonly int[] _inputs;
    private readonly T[] _transposed;
    private readonly T[] _z;
    private readonly T[] _a;

    public RowLayer(NetworkParameters<T> parameters, int layer)
    {
        NetworkShape shape = parameters.Shape;
        int units = shape.Units(layer), fanIn = shape.Units(layer - 1);
        (_parameters, _layer, IsOutput) = (parameters, layer, layer == shape.Layers);
        _inputs = [.. Enumerable.Range(0, fanIn)];
        _z = new T[VectorKernels<T>.PaddedSparseUnits(units)];
        _a = new T[units];
        _transposed = new T[fanIn * _z.Length];
        LayerProducts<T>.Transpose(parameters.W(layer), fanIn, _z.Length, _transposed);
    }

    /// <summary>Whether it is the last layer, whose units are the outputs.</summary>
    public bool IsOutput { get; }

    /// <summary>z = W·a + b of the layer, from a of the one before it.</summary>
    public Span<T> Forward(ReadOnlySpan<T> a)
    {
        VectorKernels<T>.SparseDot(_inputs, a, _transposed, _z.Length, _z);
        Span<T> z = _z.AsSpan(0, _a.Length);
        TensorPrimitives.Add(z, _parameters.B(_layer), z);
        return z;
    }

    /// <summary>a = g(z).</summary>
    public ReadOnlySpan<T> Activate(ReadOnlySpan<T> z)
    {
        ActivationKernels.Apply(_parameters.Shape.Activation, z, _a);
        return _a;
    }
}
