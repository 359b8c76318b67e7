using System.Numerics;

namespace MlNetShallow.Engines;

/// <summary>
/// The arithmetic of one step: the forward pass, the cost and its gradient. There are two engines of this one contract:
/// <see cref="ReferenceEngine"/>, legible, and <see cref="VectorizedEngine{T}"/>, fast.
/// </summary>
/// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
public interface INetworkEngine<T> : IGradientEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Z2 of all examples: Z1 = W1·X + b1, A1 = g(Z1), Z2 = W2·A1 + b2.</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="features">X (n0, m).</param>
    /// <param name="logits">Z2 (n2, m), the logits of one example contiguous.</param>
    /// <exception cref="ArgumentException">X has another number of features than the network, or
    /// <paramref name="logits"/> another length than m · n2.</exception>
    void Forward(NetworkParameters<T> parameters, FeatureMatrix features, Span<T> logits);
}
