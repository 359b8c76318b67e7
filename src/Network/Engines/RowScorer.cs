using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>
/// The forward pass for one example at a time, without allocation. What it computes is bit for bit what
/// <see cref="ShallowNetwork{T}.Logits"/> computes for the same example among others. For one thread at a time.
/// </summary>
/// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
public sealed class RowScorer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkParameters<T> _parameters;
    private readonly T[] _x;
    private readonly T[] _z1;
    private readonly T[] _a1;

    internal RowScorer(NetworkParameters<T> parameters)
    {
        _parameters = parameters;
        _x = new T[parameters.Shape.Inputs];
        _z1 = new T[parameters.Shape.HiddenUnits];
        _a1 = new T[parameters.Shape.HiddenUnits];
    }

    /// <summary>x (n0): the stored features of the current example, to be written before <see cref="Forward"/>.</summary>
    internal Span<T> X => _x;

    /// <summary>z1 (n1) of the current example.</summary>
    internal ReadOnlySpan<T> Z1 => _z1;

    /// <summary>a1 (n1) of the current example.</summary>
    internal ReadOnlySpan<T> A1 => _a1;

    /// <summary>The logit of an example.</summary>
    /// <param name="features">n0 features; bytes of 0 to 255 stand for features of 0 to 1.</param>
    /// <exception cref="ArgumentException">The number of features is not that of the network.</exception>
    public T Logit<TElement>(ReadOnlySpan<TElement> features)
        where TElement : unmanaged, INumber<TElement>
    {
        if (features.Length != _x.Length)
        {
            throw new ArgumentException(
                $"The network takes {_x.Length} features; the example has {features.Length}.", nameof(features));
        }

        TensorPrimitives.ConvertTruncating(features, _x);
        T logit = default;
        Forward(typeof(TElement) == typeof(byte) ? 1.0 / 255 : 1, new Span<T>(ref logit));
        return logit;
    }

    /// <summary>z1 = scale · W1·x + b1, a1 = g(z1), z2 = W2·a1 + b2.</summary>
    /// <param name="scale">The factor between the stored features and those that the network sees.</param>
    /// <param name="z2">z2 (n2).</param>
    internal void Forward(double scale, Span<T> z2)
    {
        NetworkShape shape = _parameters.Shape;
        if (shape.HiddenUnits == 0)
        {
            Affine(_parameters.W2, _parameters.B2, _x, T.CreateTruncating(scale), z2);
            return;
        }

        Affine(_parameters.W1, _parameters.B1, _x, T.CreateTruncating(scale), _z1);
        ActivationKernels.Apply<T>(shape.Activation, _z1, _a1);
        Affine(_parameters.W2, _parameters.B2, _a1, T.One, z2);
    }

    /// <summary>z = scale · W·x + b. W (n, k) row by row, x (k), b and z (n).</summary>
    private static void Affine(ReadOnlySpan<T> w, ReadOnlySpan<T> b, ReadOnlySpan<T> x, T scale, Span<T> z)
    {
        for (int unit = 0; unit < z.Length; unit++)
            z[unit] = (scale * TensorPrimitives.Dot(w.Slice(unit * x.Length, x.Length), x)) + b[unit];
    }
}
