namespace MlNetShallow;

/// <summary>
/// What the output units compute from their logits z and how the cost compares that with the labels. Every output layer
/// pairs its function with the cost for which ∂J/∂z = ŷ − y, so that back-propagation is the same for all.
/// </summary>
public enum OutputLayer
{
    /// <summary>
    /// One logit; ŷ = 1 / (1 + e⁻ᶻ) is the probability of label 1; the cost of an example is the cross-entropy
    /// −[y log ŷ + (1 − y) log(1 − ŷ)].
    /// </summary>
    SigmoidCrossEntropy = 0,
}
