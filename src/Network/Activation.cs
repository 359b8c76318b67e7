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

    /// <summary>
    /// Exponential linear unit (Clevert, Unterthiner and Hochreiter 2016) of α = 1: g(z) = z for z ≥ 0, else eᶻ − 1;
    /// g'(z) = 1 for z ≥ 0, else eᶻ.
    /// </summary>
    Elu = 5,

    /// <summary>
    /// Gaussian error linear unit (Hendrycks and Gimpel 2016), exact and not by tanh: g(z) = z Φ(z), g'(z) = Φ(z) + z φ(z), with
    /// the standard normal distribution Φ(z) = ½ (1 + erf(z / √2)) and its density φ.
    /// </summary>
    Gelu = 6,

    /// <summary>
    /// Sigmoid linear unit, also called swish (Ramachandran, Zoph and Le 2017): g(z) = z σ(z), g'(z) = σ(z) + a (1 − σ(z)), with
    /// σ(z) = 1 / (1 + e⁻ᶻ).
    /// </summary>
    Silu = 7,

    /// <summary>A smooth rectified linear unit: g(z) = log(1 + eᶻ), g'(z) = 1 / (1 + e⁻ᶻ).</summary>
    Softplus = 8,
}
