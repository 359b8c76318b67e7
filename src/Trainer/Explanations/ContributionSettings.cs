namespace MlNetShallow.Explanations;

/// <summary>What is explained of a model.</summary>
/// <param name="OutputColumnName">The column of the contributions.</param>
/// <param name="BaselineScoreColumnName">The column of the baseline's score.</param>
/// <param name="Baseline">The features to compare with, in the unit of the feature column; null for the mean of the rows.</param>
/// <param name="Output">The output whose score is explained; null for the predicted class.</param>
internal sealed record ContributionSettings(
    string OutputColumnName, string BaselineScoreColumnName, float[]? Baseline, int? Output)
{
    /// <summary>Checks what a user asks for.</summary>
    /// <exception cref="ArgumentException">It does not fit the model, or of several targets or labels none is chosen.</exception>
    public static ContributionSettings Of(
        ExplainedModel model, string outputColumnName, string baselineScoreColumnName, float[]? baseline, uint? classKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(baselineScoreColumnName);
        NetworkShape shape = model.Network.Shape;
        if (baseline is not null && (baseline.Length != shape.Inputs || !baseline.All(float.IsFinite)))
        {
            throw new ArgumentException(
                $"The network takes {shape.Inputs} finite features; the baseline has {baseline.Length}"
                    + (baseline.Length == shape.Inputs ? ", not all of them finite." : "."),
                nameof(baseline));
        }

        if (classKey is null && shape.OutputLayer is OutputLayer.Targets or OutputLayer.Labels && shape.Outputs > 1)
        {
            throw new ArgumentException(
                $"The model has {shape.Outputs} scores, of {string.Join(", ", model.Parameters.TargetNames)}: say by its number, from 1, " +
                "which is to be explained.", nameof(classKey));
        }

        if (classKey is { } key && (shape.Outputs == 1 || key < 1 || key > shape.Outputs))
        {
            throw new ArgumentOutOfRangeException(nameof(classKey), classKey, shape.Outputs == 1
                ? "The model is not of several classes; it has one score."
                : $"The classes, or the targets or labels, of the model have the keys 1 to {shape.Outputs}.");
        }

        return new(outputColumnName, baselineScoreColumnName, baseline, (int?)classKey - 1);
    }
}
