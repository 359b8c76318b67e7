namespace MlNetShallow.Training.Selection;

/// <summary>What cross-validation gave. Immutable and thread-safe.</summary>
/// <param name="L2Regularization">λ, the one that was chosen.</param>
/// <param name="Scores">What was tried, in the order in which it was.</param>
/// <param name="Cost">The mean cost of an example by the network that has not seen it, calibrated where it was: an honest
/// estimate of what a new example costs (for classes the log-loss, for regression half the squared error), if a little too
/// high, as these networks have learnt from fewer examples.</param>
/// <param name="Metric">Likewise, for classes the accuracy, for regression R².</param>
/// <param name="CostOfGuessing">The mean cost of guessing by the class frequencies, or the mean label, alone.</param>
/// <param name="Temperature">T, by which the logits of the trained network are divided; 1 where there was nothing to gain beyond
/// noise.</param>
/// <param name="Rows">The number of examples that are in the folds.</param>
/// <param name="Path">The stages that led the folds' networks to this λ, from whose mean the training on all examples
/// starts.</param>
public sealed record CrossValidationResult(
    double L2Regularization,
    IReadOnlyList<PenaltyScore> Scores,
    double Cost,
    double Metric,
    double CostOfGuessing,
    double Temperature,
    long Rows,
    IReadOnlyList<PenaltyStage> Path)
{
    /// <summary>The number of epochs of all stages.</summary>
    public int Epochs => Path.Sum(stage => stage.Epochs);
}
