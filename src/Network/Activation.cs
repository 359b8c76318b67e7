namespace MlNetShallow;

/// <summary>The function g that a hidden unit applies to its input z: a = g(z).</summary>
public enum Activation
{
    /// <summary>g(z) = 1 / (1 + e⁻ᶻ), g'(z) = a (1 − a).</summary>
    Sigmoid = 0,

    /// <summary>g(z) = tanh z, g'(z) = 1 − a².</summary>
    Tanh = 1,

    /// <summary>Rectified linear unit: g(z) = max(0, z), g'(z) = 1 for z ≥ 0, else 0.</summary>
    Relu = 2,

    /// <summary>Leaky rectified linear unit: g(z) = max(0.01 z, z), g'(z) = 1 for z ≥ 0, else 0.01.</summary>
    LeakyRelu = 3,

    /// <summary>g(z) = z, g'(z) = 1. With it the network is linear in its input, whatever its number of hidden units.</summary>
    Identity = 4,
}
