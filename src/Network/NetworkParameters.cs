using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Kernels;

namespace MlNetShallow;

/// <summary>
/// W1, b1, W2, b2 and so on to W[L] and b[L] in one vector, in this order, matrices row by row. Weights, their gradient and an
/// optimizer's state have this same form, so that a step is arithmetic on whole vectors.
/// </summary>
/// <remarks>Not thread-safe: training writes into it. <see cref="ShallowNetwork{T}"/> is the immutable form.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NetworkParameters<T> : IGradientSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;
    private readonly ParameterLayout _layout;
    private Lazy<PackedWeights<T>>? _packedW1;

    /// <summary>Makes parameters that are all zero.</summary>
    public NetworkParameters(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Shape = shape;
        _layout = new ParameterLayout(shape);
        // Kernels read vectors that reach past the end of a row of weights, and of the last one too.
        _values = new T[shape.ParameterCount + VectorKernels<T>.LengthMultiple];
    }

    /// <summary>The dimensions of the network.</summary>
    public NetworkShape Shape { get; }

    /// <summary>All parameters: W1, b1, W2, b2 and so on.</summary>
    public Span<T> Values => _values.AsSpan(0, Shape.ParameterCount);

    /// <summary>W1 (n1, n0), row by row: the weights of one hidden unit are contiguous. Empty without hidden units.</summary>
    public Span<T> W1 => HasHiddenUnits ? W(1) : [];

    /// <summary>b1 (n1). Empty without hidden units.</summary>
    public Span<T> B1 => HasHiddenUnits ? B(1) : [];

    /// <summary>W2 (n2, n1), row by row: with one hidden layer, the weights of the outputs. Without hidden units these too,
    /// though they are (n2, n0) and the only ones.</summary>
    public Span<T> W2 => W(HasHiddenUnits ? 2 : 1);

    /// <summary>b2 (n2): with one hidden layer or none, the biases of the outputs.</summary>
    public Span<T> B2 => B(HasHiddenUnits ? 2 : 1);

    /// <summary>W[L] (n[L], n[L−1]), row by row: the weights of the outputs.</summary>
    public Span<T> OutputWeights => W(_layout.Layers);

    /// <summary>b[L] (n[L]): the biases of the outputs.</summary>
    public Span<T> OutputBiases => B(_layout.Layers);

    /// <summary>W1 as the engine takes it, if nothing changes the parameters any more; else null.</summary>
    internal PackedWeights<T>? PackedW1 => _packedW1?.Value;

    /// <summary>The parameters' dual, <see cref="Engines.GramEngine{T}.Dual"/>, where one keeps it in step with them, which saves
    /// the engine the product; else null.</summary>
    internal T[]? Dual { get; set; }

    private bool HasHiddenUnits => _layout.Layers > 1;

    /// <summary>W[l] (n[l], n[l−1]), row by row: the weights of one unit are contiguous.</summary>
    /// <param name="layer">l: 1 … L − 1 for the hidden layers, L for the outputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Span<T> W(int layer) => _values.AsSpan(_layout.W(Checked(layer)));

    /// <summary>b[l] (n[l]).</summary>
    /// <param name="layer">l: 1 … L − 1 for the hidden layers, L for the outputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Span<T> B(int layer) => _values.AsSpan(_layout.B(Checked(layer)));

    /// <summary>A copy with its own memory.</summary>
    public NetworkParameters<T> Clone()
    {
        var copy = new NetworkParameters<T>(Shape);
        Values.CopyTo(copy.Values);
        return copy;
    }

    void IGradientSink<T>.Accept(int offset, ReadOnlySpan<T> gradient) => gradient.CopyTo(Values[offset..]);

    /// <summary>The parameters from one on, and zeros after the last.</summary>
    internal ReadOnlySpan<T> PaddedFrom(int offset) => _values.AsSpan(offset);

    /// <inheritdoc cref="ParameterLayout.EndOfBlock"/>
    internal int EndOfBlock(int offset, out bool areWeights) => _layout.EndOfBlock(offset, out areWeights);

    /// <summary>Lets engines keep what they make of these parameters, as nobody changes them from now on.</summary>
    internal void MakeFinal() => _packedW1 = new(() =>
    {
        var packed = new PackedWeights<T>(Shape);
        packed.Pack(this, Threads.One);
        return packed;
    });

    private int Checked(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layer, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, _layout.Layers);
        return layer;
    }
}
