namespace MlNetShallow;

/// <summary>The form of the arithmetic, chosen by what it costs. The result is the same up to rounding.</summary>
public enum TrainingForm
{
    /// <summary>Each step multiplies the weights with the features.</summary>
    Ordinary = 0,

    /// <summary>
    /// The Gram form, also known as the dual or kernel form: W1 = s·W1₀ + C·X never leaves the span of its start and the
    /// examples, so each step multiplies the coefficients C with the Gram matrix K = XᵀX of the examples. Z1 = s·W1₀·X + C·K,
    /// and the gradient of C is dZ1. For m examples of n0 ≫ m features that is 2·n0/m times less work.
    /// </summary>
    Gram = 1,
}
