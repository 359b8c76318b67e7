using Microsoft.ML.Trainers;

namespace Microsoft.ML;

/// <summary>What a trainer wants of its data.</summary>
public sealed class TrainerInfo
{
    internal TrainerInfo() { }
    public bool NeedNormalization => true;
    public bool WantCaching => true;
}

/// <summary>The one built-in trainer that says what trainers of its kind want.</summary>
public static class StandardTrainersCatalog
{
    public static LbfgsLogisticRegressionBinaryTrainer LbfgsLogisticRegression(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog)
        => new();
}
