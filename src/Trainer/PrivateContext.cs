using Microsoft.ML;

namespace MlNetShallow;

/// <summary>
/// An ML.NET context of our own, for the places where the public surface hands us none: catalog extensions, saving, and the
/// schema columns that only an estimator can make.
/// </summary>
internal static class PrivateContext
{
    public static MLContext Instance { get; } = new();

    /// <summary>
    /// <see cref="TrainerInfo"/> has no public constructor. Logistic regression wants of its data what we want: normalized
    /// features.
    /// </summary>
    public static TrainerInfo TrainerInfo { get; } = Instance.BinaryClassification.Trainers.LbfgsLogisticRegression().Info;
}
