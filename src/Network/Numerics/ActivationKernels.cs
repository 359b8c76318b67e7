using System.Numerics;
using System.Numerics.Tensors;

namespace MlNetShallow.Numerics;

/// <summary>The activations of one example's hidden units, and their derivatives. All spans have n1 values.</summary>
internal static class ActivationKernels
{
    /// <summary>a = g(z).</summary>
    public static void Apply<T>(Activation activation, ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid(z, a);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh(z, a);
                break;
            case Activation.Relu:
                TensorPrimitives.Max(z, T.Zero, a);
                break;
            case Activation.LeakyRelu:
                TensorPrimitives.Multiply(z, LeakySlope<T>.Value, a);
                TensorPrimitives.Max(z, a, a);
                break;
            default:
                z.CopyTo(a);
                break;
        }
    }

    /// <summary>d := d * g'(z), which for sigmoid and tanh is had from a = g(z).</summary>
    public static void MultiplyByDerivative<T>(Activation activation, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                for (int i = 0; i < d.Length; i++)
                    d[i] *= a[i] * (T.One - a[i]);
                break;
            case Activation.Tanh:
                for (int i = 0; i < d.Length; i++)
                    d[i] *= T.One - (a[i] * a[i]);
                break;
            case Activation.Relu:
                for (int i = 0; i < d.Length; i++)
                    d[i] = z[i] >= T.Zero ? d[i] : T.Zero;
                break;
            case Activation.LeakyRelu:
                for (int i = 0; i < d.Length; i++)
                    d[i] *= z[i] >= T.Zero ? T.One : LeakySlope<T>.Value;
                break;
        }
    }

    private static class LeakySlope<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static readonly T Value = T.CreateTruncating(0.01);
    }
}
