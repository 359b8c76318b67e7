namespace MlNetShallow;

/// <summary>What an epoch of training gave.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Cost">
/// J: the mean over the epoch's steps of the cost before the step, each step weighted by its examples. For full-batch descent
/// this is the cost at the epoch's start, as the notes plot it.
/// </param>
/// <param name="ValidationCost">J of the validation examples after the epoch; null where there are none.</param>
/// <param name="ValidationMetric">
/// How good the predictions for the validation examples are after the epoch, at most 1: for classes the accuracy, for a
/// regression R², the share of the labels' variance that is explained, or of another loss the share of the best constant's cost that is
/// saved (D²); NaN where labels are all equal. Null where there are no
/// validation examples.
/// </param>
/// <param name="LearningRate">The learning rate; for L-BFGS the length of its step in units of the direction.</param>
/// <param name="Seconds">The time it took, validation included.</param>
public sealed record EpochRecord(
    int Epoch, double Cost, double? ValidationCost, double? ValidationMetric, double LearningRate, double Seconds);
