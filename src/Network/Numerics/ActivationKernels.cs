using System.Numerics;
using System.Numerics.Tensors;

namespace MlNetShallow.Numerics;

/// <summary>The activations and their derivatives, value by value. All spans of a call have the same length.</summary>
internal static class ActivationKernels
{
    /// <summary>a = g(z). a is not z.</summary>
    public static void Apply<T>(Activation activation, ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                Exponentials.Sigmoid(z, a);
                break;
            case Activation.Tanh:
                Exponentials.Tanh(z, a);
                break;
            case Activation.Relu:
                TensorPrimitives.Max(z, T.Zero, a);
                break;
            case Activation.LeakyRelu:
                TensorPrimitives.Multiply(z, LeakySlope<T>.Value, a);
                TensorPrimitives.Max(z, a, a);
                break;
            case Activation.Elu:
                Elu(z, a);
                break;
            case Activation.Gelu:
                Gelu.Apply(z, a);
                break;
            case Activation.Silu:
                Exponentials.Sigmoid(z, a);
                TensorPrimitives.Multiply(a, z, a);
                break;
            case Activation.Softplus:
                Softplus(z, a);
                break;
            default:
                z.CopyTo(a);
                break;
        }
    }

    /// <summary>d = g'(z), which for sigmoid, tanh and ELU is had from a = g(z), and for SiLU from both. d may be z.</summary>
    public static void Derivative<T>(Activation activation, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                TensorPrimitives.Subtract(T.One, a, d);
                TensorPrimitives.Multiply(d, a, d);
                break;
            case Activation.Tanh:
                TensorPrimitives.Multiply(a, a, d);
                TensorPrimitives.Subtract(T.One, d, d);
                break;
            case Activation.Relu:
                Step(z, T.Zero, d);
                break;
            case Activation.LeakyRelu:
                Step(z, LeakySlope<T>.Value, d);
                break;
            case Activation.Elu:
                TensorPrimitives.Min(a, T.Zero, d);
                TensorPrimitives.Add(d, T.One, d);
                break;
            case Activation.Gelu:
                Gelu.Derivative(z, d);
                break;
            case Activation.Silu:
                // σ + a (1 − σ) = 1 − (1 − σ) (1 − a).
                Exponentials.Sigmoid(z, d);
                TensorPrimitives.Subtract(T.One, d, d);
                TensorPrimitives.AddMultiply(a, -T.One, d, d);
                TensorPrimitives.Add(d, T.One, d);
                break;
            case Activation.Softplus:
                Exponentials.Sigmoid(z, d);
                break;
            default:
                d.Fill(T.One);
                break;
        }
    }

    /// <summary>z for z ≥ 0, else eᶻ − 1, which is at least z.</summary>
    private static void Elu<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Min(z, T.Zero, a);
        Exponentials.Exp<T>(a, a);
        TensorPrimitives.Subtract(a, T.One, a);
        TensorPrimitives.Max(z, a, a);
    }

    /// <summary>log(1 + eᶻ) = max(z, 0) + log(1 + e^−|z|), which does not overflow.</summary>
    private static void Softplus<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Abs(z, a);
        TensorPrimitives.Negate(a, a);
        Exponentials.Exp<T>(a, a);
        Exponentials.LogOnePlus<T>(a, a);
        Span<T> positive = stackalloc T[64];
        for (int start = 0; start < z.Length; start += positive.Length)
        {
            int length = Math.Min(positive.Length, z.Length - start);
            TensorPrimitives.Max(z.Slice(start, length), T.Zero, positive);
            TensorPrimitives.Add(a.Slice(start, length), positive[..length], a[start..]);
        }
    }

    /// <summary>d = 1 for z ≥ 0, else a slope. Selected, not branched to: signs are as good as random.</summary>
    private static void Step<T>(ReadOnlySpan<T> z, T slope, Span<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> slopes = new(slope);
        int i = 0;
        for (; i + Vector<T>.Count <= d.Length; i += Vector<T>.Count)
        {
            var isPositive = Vector.GreaterThanOrEqual(new Vector<T>(z[i..]), Vector<T>.Zero);
            Vector.ConditionalSelect(isPositive, Vector<T>.One, slopes).CopyTo(d[i..]);
        }

        for (; i < d.Length; i++)
            d[i] = z[i] >= T.Zero ? T.One : slope;
    }

    private static class LeakySlope<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static readonly T Value = T.CreateTruncating(0.01);
    }
}
