using System.Numerics;

namespace MlNetShallow.Engines;

/// <summary>The half of an engine that training needs.</summary>
/// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
public interface IGradientEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The cost J over some examples and ∂J/∂(W1, b1, W2, b2).</summary>
    /// <param name="parameters">The weights and biases.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The examples that count, by their position in <paramref name="examples"/>.</param>
    /// <param name="sink">Takes the gradient, part by part.</param>
    /// <param name="dropout">The hidden units to drop; by default none.</param>
    /// <returns>J, the weighted mean over the batch; 0, with a gradient of 0, where all its weights are 0.</returns>
    /// <exception cref="ArgumentException">The examples have another number of features than the network.</exception>
    double CostAndGradient(
        NetworkParameters<T> parameters,
        TrainingSet examples,
        ReadOnlySpan<int> batch,
        IGradientSink<T> sink,
        DropoutMask dropout = default);
}
