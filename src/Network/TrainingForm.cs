namespace MlNetShallow;

/// <summary>The form of the arithmetic, chosen by what it costs. The result is the same to the rounding.</summary>
public enum TrainingForm
{
    /// <summary>Each step multiplies the weights with the features.</summary>
    Ordinary = 0,

    /// <summary>
    /// Each step multiplies coefficients of the examples with their Gram matrix K = XᵀX: W1 = s·W1₀ + C·X never leaves the
    /// span of its start and the examples, so Z1 = s·W1₀·X + C·K, and the gradient of C is dZ1. For m examples of n0 ≫ m
    /// features that is 2·n0/m times less work.
    /// </summary>
    Span = 1,
}
