namespace MlNetShallow.Training.Selection;

/// <summary>How well a λ did. Immutable and thread-safe.</summary>
/// <param name="L2Regularization">λ for all examples. The network of a fold had a larger one, by √(m / m'), as it has learnt from
/// m' of the m examples.</param>
/// <param name="Epochs">The number of epochs by then.</param>
/// <param name="Cost">The mean cost of an example by the network that has not seen it.</param>
/// <param name="FoldCosts">The same of each fold alone.</param>
public sealed record PenaltyScore(double L2Regularization, int Epochs, double Cost, IReadOnlyList<double> FoldCosts);
