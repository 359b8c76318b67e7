using Microsoft.ML.Trainers;

namespace Microsoft.ML;

/// <summary>The one built-in trainer that says what trainers of its kind want.</summary>
public static class StandardTrainersCatalog
{
    public static LbfgsLogisticRegressionBinaryTrainer LbfgsLogisticRegression(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new();
    }
}
