namespace MlNetShallow;

/// <summary>
/// What the output units compute from their logits z and how the cost compares that with the labels. For classes, and for numbers if
/// no other <see cref="RegressionLoss"/> is asked for, the function is paired with the cost for which ∂J/∂z = ŷ − y
/// (Bishop 2006, section 4.3.6: the canonical link), so that back-propagation is the same for all.
/// <see cref="OutputFunction"/> computes ŷ.
/// </summary>
public enum OutputLayer
{
    /// <summary>
    /// One logit; ŷ = 1 / (1 + e⁻ᶻ) is the probability of label 1; the cost of an example is the cross-entropy
    /// −[y log ŷ + (1 − y) log(1 − ŷ)]. A label is any number of 0 to 1.
    /// </summary>
    SigmoidCrossEntropy = 0,

    /// <summary>
    /// K ≥ 2 logits, one a class; ŷₖ = e^zₖ / Σⱼ e^zⱼ is the probability of class k; the cost of an example of class c is the
    /// cross-entropy −log ŷ_c. A label is the class, a whole number of 0 to K − 1; Y is 1 in its row and 0 in the others.
    /// </summary>
    SoftmaxCrossEntropy = 1,

    /// <summary>
    /// One logit, which is the prediction itself: ŷ = z; the cost of an example is the squared error ½ (ŷ − y)², or that of another
    /// loss of one output. A label is any finite number.
    /// </summary>
    IdentitySquaredError = 2,

    /// <summary>
    /// One logit, the logarithm of the prediction: ŷ = e^z, which is above 0; the cost of an example is that of
    /// <see cref="RegressionLoss.Poisson"/> or <see cref="RegressionLoss.Gamma"/>. A label is at least 0, or above 0.
    /// </summary>
    Exponential = 3,

    /// <summary>
    /// K ≥ 2 logits, one for each level of <see cref="RegressionLoss.Quantile"/>; ŷ is the logits in rising order, so that
    /// quantiles never cross. The cost is the mean of the pinball losses of the logits. A label is any finite number.
    /// </summary>
    Quantiles = 4,

    /// <summary>
    /// K ≥ 1 logits, one a target, each the prediction itself: ŷₖ = zₖ; the cost of an example is the mean over the targets of the
    /// squared errors ½ (ŷₖ − yₖ)², or of another loss of one output. An example has K labels, each any finite number.
    /// </summary>
    Targets = 5,

    /// <summary>
    /// K ≥ 1 logits, one for each of labels that may be true together; ŷₖ = 1 / (1 + e^−zₖ) is the probability of label k; the
    /// cost of an example is the mean over the labels of the cross-entropies −[yₖ log ŷₖ + (1 − yₖ) log(1 − ŷₖ)]. An example has
    /// K labels, each any number of 0 to 1.
    /// </summary>
    Labels = 6,
}
