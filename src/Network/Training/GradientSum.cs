using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Engines;

namespace MlNetShallow.Training;

/// <summary>Adds up the gradients of blocks of examples, each times its block's weight.</summary>
internal sealed class GradientSum<T>(int length) : IGradientSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _sum = new T[length];
    private double _weights;
    private double _unit;
    private T _weight;

    public bool IgnoresZeros => true;

    /// <summary>Starts again from zero.</summary>
    public void Clear()
    {
        _sum.AsSpan().Clear();
        (_weights, _unit) = (0, 0);
    }

    /// <summary>Is called before the first part of a block's gradient.</summary>
    public void Begin(double weight)
    {
        // In units of the first weight above 0, as the weights may be so small or large that single precision does not hold their
        // sum; of one block the gradient stays as it is, to the bit.
        if (_unit == 0)
            _unit = weight;
        double share = weight == 0 ? 0 : weight / _unit;
        _weights += share;
        _weight = T.CreateTruncating(share);
    }

    public void Accept(int offset, ReadOnlySpan<T> gradient)
    {
        Span<T> sum = _sum.AsSpan(offset, gradient.Length);
        TensorPrimitives.MultiplyAdd(gradient, _weight, sum, sum);
    }

    /// <summary>Hands the weighted mean over.</summary>
    public void Flush(IGradientSink<T> sink)
    {
        if (_weights > 0)
            TensorPrimitives.Divide(_sum, T.CreateTruncating(_weights), _sum);
        sink.Accept(0, _sum);
    }
}
