using System.Numerics;

namespace MlNetShallow;

/// <summary>Ŷ = output(Z2): what the logits of a network mean.</summary>
public static class OutputFunction
{
    /// <summary>The least probability in single precision: the smallest normal number, as some processors take smaller ones for
    /// 0.</summary>
    public const float LeastProbability = 1.17549435e-38f;

    /// <summary>The largest probability in single precision: 1 − 2⁻²⁴, the number before 1.</summary>
    public const float LargestProbability = 0.99999994f;

    /// <summary>Whether an output layer tells classes apart; if not, it predicts numbers.</summary>
    public static bool HasClasses(OutputLayer outputLayer)
        => outputLayer is OutputLayer.SigmoidCrossEntropy or OutputLayer.SoftmaxCrossEntropy or OutputLayer.Labels;

    /// <summary>The one prediction of several quantiles: the middle one, of an even number the mean of the middle two.</summary>
    /// <param name="quantiles">The quantiles in rising order, as <see cref="Apply{T}"/> gives them; at least one.</param>
    public static T Middle<T>(ReadOnlySpan<T> quantiles)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfZero(quantiles.Length, nameof(quantiles));
        T upper = quantiles[quantiles.Length / 2];
        if (quantiles.Length % 2 == 1)
            return upper;
        // Not of their sum, which may overflow.
        T half = T.CreateTruncating(0.5);
        return (quantiles[(quantiles.Length / 2) - 1] * half) + (upper * half);
    }

    /// <summary>
    /// Turns the logits of one example into ŷ: for <see cref="OutputLayer.SigmoidCrossEntropy"/> the probability of label 1, for
    /// <see cref="OutputLayer.Labels"/> that of each label, for <see cref="OutputLayer.SoftmaxCrossEntropy"/> the probability of
    /// each class, for <see cref="OutputLayer.IdentitySquaredError"/> and <see cref="OutputLayer.Targets"/> the logit itself, for <see cref="OutputLayer.Exponential"/> e^z, above 0 and
    /// finite, for <see cref="OutputLayer.Quantiles"/> the logits in rising order. No logit is too large; of NaN comes NaN. A probability
    /// is never 0 or 1, so that its logarithm and that of its complement are finite: in single precision it is
    /// <see cref="LeastProbability"/> … <see cref="LargestProbability"/>, in double what these are there. Allocates nothing;
    /// thread-safe.
    /// </summary>
    /// <param name="outputLayer">The output layer of the network.</param>
    /// <param name="logits">The logits of one example; more than one for softmax, quantiles and what has several labels.</param>
    /// <param name="outputs">Takes ŷ, as many values as there are logits; may be <paramref name="logits"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output layer.</exception>
    public static void Apply<T>(OutputLayer outputLayer, ReadOnlySpan<T> logits, Span<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (logits.Length != outputs.Length)
            throw new ArgumentException($"{logits.Length} logits give as many outputs, not {outputs.Length}.", nameof(outputs));
        switch (outputLayer)
        {
            case OutputLayer.SigmoidCrossEntropy or OutputLayer.Labels:
                for (int i = 0; i < logits.Length; i++)
                    outputs[i] = Inside(T.One / (T.One + T.Exp(-logits[i])));
                break;
            case OutputLayer.SoftmaxCrossEntropy:
                Softmax(logits, outputs);
                break;
            case OutputLayer.IdentitySquaredError or OutputLayer.Targets:
                logits.CopyTo(outputs);
                break;
            case OutputLayer.Exponential:
                for (int i = 0; i < logits.Length; i++)
                    outputs[i] = T.Clamp(T.Exp(logits[i]), Least<T>(), Largest<T>());
                break;
            case OutputLayer.Quantiles:
                logits.CopyTo(outputs);
                outputs.Sort();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(outputLayer), outputLayer, "There is no such output layer.");
        }
    }

    /// <summary>
    /// ŷₖ = e^(zₖ − max z) / Σⱼ e^(zⱼ − max z) (Goodfellow et al. 2016, section 4.1): the largest term is 1, so that none
    /// overflows and the sum is not 0.
    /// </summary>
    private static void Softmax<T>(ReadOnlySpan<T> logits, Span<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.NegativeInfinity, sum = T.Zero;
        foreach (T logit in logits)
            largest = T.Max(largest, logit);
        for (int k = 0; k < logits.Length; k++)
        {
            outputs[k] = T.Exp(logits[k] - largest);
            sum += outputs[k];
        }

        for (int k = 0; k < logits.Length; k++)
            outputs[k] = Inside(outputs[k] / sum);
    }

    /// <summary>A probability that was rounded to 0 or 1 is kept between; of NaN comes NaN.</summary>
    private static T Inside<T>(T probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.Clamp(probability, Least<T>(), T.BitDecrement(T.One));

    private static T Least<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const double LeastInDouble = 2.2250738585072014e-308;
        return T.CreateTruncating(typeof(T) == typeof(float) ? LeastProbability : LeastInDouble);
    }

    private static T Largest<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.CreateTruncating(typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue);
}
