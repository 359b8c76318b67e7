using MathNet.Numerics;

namespace MlNetShallow.Engines;

/// <summary>The activations as the reference engine computes them.</summary>
internal static class ReferenceActivation
{
    /// <summary>g(z), S3 of the notes.</summary>
    public static double Apply(Activation activation, double z) => activation switch
    {
        Activation.Sigmoid => Sigmoid(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.Relu => Math.Max(0, z),
        Activation.LeakyRelu => Math.Max(0.01 * z, z),
        Activation.Elu => z >= 0 ? z : Math.Exp(z) - 1,
        Activation.Gelu => z * Normal(z),
        Activation.Silu => z * Sigmoid(z),
        Activation.Softplus => z > 0 ? z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z)),
        _ => z,
    };

    /// <summary>g'(z).</summary>
    public static double Derivative(Activation activation, double z) => activation switch
    {
        Activation.Sigmoid => Sigmoid(z) * (1 - Sigmoid(z)),
        Activation.Tanh => 1 - (Math.Tanh(z) * Math.Tanh(z)),
        Activation.Relu => z >= 0 ? 1 : 0,
        Activation.LeakyRelu => z >= 0 ? 1 : 0.01,
        Activation.Elu => z >= 0 ? 1 : Math.Exp(z),
        Activation.Gelu => Normal(z) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)),
        Activation.Silu => Sigmoid(z) * (1 + (z * (1 - Sigmoid(z)))),
        Activation.Softplus => Sigmoid(z),
        _ => 1,
    };

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double Normal(double z) => SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2;
}
