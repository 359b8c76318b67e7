using System.Globalization;

namespace MlNetShallow.Training.Checkpoints;

/// <summary>The options that a training's path depends on, by name, in words: a checkpoint is for a training with the
/// same.</summary>
internal static class CheckpointedOptions
{
    /// <summary>Describes a training's options.</summary>
    public static IReadOnlyList<(string Name, string Value)> Describe(TrainingOptions options, bool isInBlocks) =>
    [
        ("examples", isInBlocks ? "in blocks" : "in memory"),
        (nameof(options.Optimizer), Words(options.Optimizer)),
        (nameof(options.LearningRate), Words(options.LearningRate)),
        (nameof(options.LearningRateSchedule), Words(options.LearningRateSchedule, options.Epochs)),
        (nameof(options.L2Regularization), Words(options.L2Regularization)),
        (nameof(options.CrossValidation), options.CrossValidation is { } folds
            ? $"{folds.Folds?.ToString(CultureInfo.InvariantCulture) ?? "3 or 5"} folds of {folds.MostRows} at the most, {(folds.Calibrates ? "" : "not ")}calibrated, epochs " +
                (folds.ChoosesEpochs ? "chosen" : "given")
            : "none"),
        (nameof(options.IsWarmStart), Words(options.IsWarmStart)),
        (nameof(options.Dropout), Words(options.Dropout)),
        (nameof(options.BatchSize), Words(options.BatchSize)),
        (nameof(options.Shuffle), Words(options.Shuffle)),
        (nameof(options.Seed), Words(options.Seed)),
        (nameof(options.EarlyStopping), options.EarlyStopping is { } stopping
            ? $"patience {stopping.Patience}, tolerance {Words(stopping.Tolerance)}, " +
                $"validation fraction {Words(stopping.ValidationFraction)}"
            : "none"),
        (nameof(options.ClassWeights), Words(options.ClassWeights)),
        (nameof(options.FeatureScaling), Words(options.FeatureScaling)),
        (nameof(options.ScaleTarget), Words(options.ScaleTarget)),
        // Not said of those that checkpoints were of before there were others.
        .. options.Loss is null or Losses.SquaredLoss
            ? (ReadOnlySpan<(string, string)>)[] : [(nameof(options.Loss), options.Loss.ToString())],
    ];

    /// <exception cref="ArgumentException">One option is another; the message names it and both values.</exception>
    public static void CheckSame(
        IReadOnlyList<(string Name, string Value)> checkpoint, IReadOnlyList<(string Name, string Value)> training)
    {
        foreach (var (name, value) in training)
        {
            string? other = checkpoint.FirstOrDefault(option => option.Name == name).Value;
            if (other != value)
            {
                throw new ArgumentException(
                    $"The checkpoint is of a training with {name} {other ?? "unknown"}; this has {name} {value}.");
            }
        }
    }

    private static string Words(Optimizer optimizer) => optimizer switch
    {
        AdamOptimizer adam => $"Adam({Words(adam.Beta1)}, {Words(adam.Beta2)}, {Words(adam.Epsilon)})",
        LbfgsOptimizer lbfgs => $"L-BFGS({lbfgs.HistorySize})",
        GradientDescentOptimizer { IsNesterov: true } nesterov => $"Nesterov({Words(nesterov.MomentumFactor)})",
        GradientDescentOptimizer descent => $"Momentum({Words(descent.MomentumFactor)})",
        _ => optimizer.ToString(),
    };

    private static string Words(LearningRateSchedule schedule, int epochs) => schedule switch
    {
        InverseScalingSchedule inverse => $"InverseScaling({Words(inverse.Power)})",
        AdaptiveSchedule adaptive => $"Adaptive({Words(adaptive.Tolerance)})",
        // The one that depends on how many epochs there are to come.
        CosineSchedule cosine => $"Cosine({Words(cosine.FinalFraction)}) over {epochs} epochs",
        _ => "Constant",
    };

    private static string Words(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
