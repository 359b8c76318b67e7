using MlNetShallow.Losses;

namespace MlNetShallow.Numerics;

/// <summary>The cost of each output layer.</summary>
internal static class OutputCost
{
    /// <summary>The weighted cost of many examples, and its derivative by the logits. Matrices are (outputs, rows), row by
    /// row.</summary>
    /// <param name="outputLayer">The output layer.</param>
    /// <param name="z">The logits (outputs, rows); overwritten.</param>
    /// <param name="y">The labels (labels of an example, rows).</param>
    /// <param name="w">The weights (rows).</param>
    /// <param name="dZ">Is overwritten with the derivatives (outputs, rows).</param>
    /// <param name="loss">The loss of labels that are numbers; null for the layer's own.</param>
    public static double CostAndDerivative(
        OutputLayer outputLayer,
        Span<double> z,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> w,
        Span<double> dZ,
        RegressionLoss? loss = null)
        => outputLayer switch
        {
            OutputLayer.SoftmaxCrossEntropy => SoftmaxCrossEntropy.CostAndDerivative(z, y, w, dZ),
            OutputLayer.SigmoidCrossEntropy => CrossEntropy.CostAndDerivative(z, y, w, dZ),
            OutputLayer.Labels => SeveralLabels.CostAndDerivative(z, y, w, dZ, CrossEntropy.CostAndDerivative),
            _ => (loss ?? RegressionLoss.DefaultOf(outputLayer, z.Length / w.Length)!).CostAndDerivative(z, y, w, dZ),
        };
}
