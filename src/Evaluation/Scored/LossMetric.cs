namespace MlNetShallow.Evaluation.Scored;

/// <summary>A metric of a regression that was trained by another loss than the squared or the absolute error.</summary>
/// <param name="Key">What it is called in files.</param>
/// <param name="Name">What it is called in sentences.</param>
/// <param name="Value">It; NaN where it is not defined, as where a label is none that the loss knows.</param>
internal sealed record LossMetric(string Key, string Name, double Value)
{
    /// <summary>The metrics of examples; none where their loss has none of its own or is not known.</summary>
    public static LossMetric[] Of(ScoredExamples examples)
    {
        if (examples.Loss is not { } loss)
            return [];
        float[] labels = [.. examples.Numbers!.Select(number => number.Actual)];
        double mean = examples.MeanLoss(loss);
        var saved = new LossMetric("d_squared", "D²", double.IsNaN(mean) ? double.NaN : DSquared());
        // A deviance is twice the cost.
        if (loss == RegressionLoss.Poisson)
            return [new("mean_poisson_deviance", "mean Poisson deviance", 2 * mean), saved];
        if (loss == RegressionLoss.Gamma)
            return [new("mean_gamma_deviance", "mean gamma deviance", 2 * mean), saved];
        if (loss.Levels.Count == 0)
            return [];
        var pinball = new LossMetric("mean_pinball_loss", "mean pinball loss", mean);
        return loss.Levels.Count == 1 ? [pinball, saved] : [pinball, new("coverage", "coverage", Coverage()), saved];

        double DSquared()
        {
            double ofConstant = loss.Mean(Constant(), labels);
            return ofConstant > 0 ? 1 - (mean / ofConstant) : double.NaN;
        }

        // Of offsets it is the logit that is constant: one rate for all.
        float[] Constant()
        {
            if (examples.Offsets.Length == 0)
            {
                float[] constant = loss.BestConstant(labels);
                return [.. labels.SelectMany(_ => constant)];
            }

            (double Label, double Weight)[] rates =
                [.. labels.Zip(examples.Offsets, (label, offset) => loss.WithoutOffset(label, 1, offset))];
            float rate = loss.BestConstant(
                [.. rates.Select(row => (float)row.Label)], [.. rates.Select(row => (float)row.Weight)])[0];
            return Array.ConvertAll(examples.Offsets, offset => rate * float.Exp(offset));
        }

        double Coverage() => labels.Zip(
            examples.Outputs.Chunk(loss.Outputs),
            (label, quantiles) => label >= quantiles[0] && label <= quantiles[^1] ? 1.0 : 0).Average();
    }
}
