namespace MlNetShallow.Training.Selection;

/// <summary>Epochs of L-BFGS with one λ; each stage begins without what the one before knew of the curvature.</summary>
/// <param name="L2Regularization">λ.</param>
/// <param name="Epochs">The most epochs of the stage; it ends before where it has found a minimum.</param>
public sealed record PenaltyStage(double L2Regularization, int Epochs);
