using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Kernels;

namespace MlNetShallow;

/// <summary>
/// W1, b1, W2 and b2 in one vector, in this order, matrices row by row. Weights, their gradient and an optimizer's state
/// have this same form, so that a step is arithmetic on whole vectors.
/// </summary>
/// <remarks>Not thread-safe: training writes into it. <see cref="ShallowNetwork{T}"/> is the immutable form.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NetworkParameters<T> : IGradientSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;
    private Lazy<PackedWeights<T>>? _packedW1;

    /// <summary>Makes parameters that are all zero.</summary>
    public NetworkParameters(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Shape = shape;
        // Kernels read vectors that reach past the end of a row of weights, and of the last one too.
        _values = new T[shape.ParameterCount + VectorKernels<T>.LengthMultiple];
    }

    /// <summary>The dimensions of the network.</summary>
    public NetworkShape Shape { get; }

    /// <summary>All parameters: W1, b1, W2, b2.</summary>
    public Span<T> Values => _values.AsSpan(0, Shape.ParameterCount);

    /// <summary>W1 (n1, n0), row by row: the weights of one hidden unit are contiguous. Empty without hidden units.</summary>
    public Span<T> W1 => _values.AsSpan(0, Shape.HiddenUnits * Shape.Inputs);

    /// <summary>b1 (n1). Empty without hidden units.</summary>
    public Span<T> B1 => _values.AsSpan(Shape.HiddenUnits * Shape.Inputs, Shape.HiddenUnits);

    /// <summary>W2 (n2, n1), row by row; without hidden units (n2, n0).</summary>
    public Span<T> W2 => _values.AsSpan(Shape.HiddenUnits * (Shape.Inputs + 1), Shape.Outputs * Shape.OutputFanIn);

    /// <summary>b2 (n2).</summary>
    public Span<T> B2 => _values.AsSpan(Shape.ParameterCount - Shape.Outputs, Shape.Outputs);

    /// <summary>W1 as the engine takes it, if nothing changes the parameters any more; else null.</summary>
    internal PackedWeights<T>? PackedW1 => _packedW1?.Value;

    /// <summary>The parameters from one on, and zeros after the last.</summary>
    internal ReadOnlySpan<T> PaddedFrom(int offset) => _values.AsSpan(offset);

    /// <summary>Where the matrix or bias vector that a parameter belongs to ends, and whether it holds weights.</summary>
    internal int EndOfBlock(int offset, out bool areWeights)
    {
        int endOfW1 = W1.Length, endOfB1 = endOfW1 + B1.Length, endOfW2 = endOfB1 + W2.Length;
        areWeights = offset < endOfW1 || (offset >= endOfB1 && offset < endOfW2);
        return offset < endOfW1 ? endOfW1 : offset < endOfB1 ? endOfB1 : offset < endOfW2 ? endOfW2 : Values.Length;
    }

    void IGradientSink<T>.Accept(int offset, ReadOnlySpan<T> gradient) => gradient.CopyTo(Values[offset..]);

    /// <summary>A copy with its own memory.</summary>
    public NetworkParameters<T> Clone()
    {
        var copy = new NetworkParameters<T>(Shape);
        Values.CopyTo(copy.Values);
        return copy;
    }

    /// <summary>Lets engines keep what they make of these parameters, as nobody changes them from now on.</summary>
    internal void MakeFinal() => _packedW1 = new(() =>
    {
        var packed = new PackedWeights<T>(Shape);
        packed.Pack(this, Threads.One);
        return packed;
    });
}
