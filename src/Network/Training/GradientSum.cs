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
    private T _weight;

    public bool IgnoresZeros => true;

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        _sum.AsSpan().Clear();
        _weights = 0;
    }

    /// <summary>Is called before the first part of a block's gradient.</summary>
    public void Begin(double weight)
    {
        _weights += weight;
        _weight = T.CreateTruncating(weight);
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
