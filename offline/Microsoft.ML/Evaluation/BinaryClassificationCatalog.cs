using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Trains and evaluates classifiers of two classes.</summary>
public sealed class BinaryClassificationCatalog : TrainCatalogBase
{
    internal BinaryClassificationCatalog(IHostEnvironmentInternal environment)
        : base(environment)
    {
    }

    public BinaryClassificationTrainers Trainers { get; } = new();

    public CalibratedBinaryClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        string scoreColumnName = DefaultColumnNames.Score,
        string probabilityColumnName = DefaultColumnNames.Probability,
        string predictedLabelColumnName = DefaultColumnNames.PredictedLabel)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckName(labelColumnName, nameof(labelColumnName));
        CheckName(scoreColumnName, nameof(scoreColumnName));
        CheckName(probabilityColumnName, nameof(probabilityColumnName));
        CheckName(predictedLabelColumnName, nameof(predictedLabelColumnName));
        return new(BinaryClassificationEvaluator.Count(
            data, labelColumnName, scoreColumnName, probabilityColumnName, predictedLabelColumnName));
    }

    public BinaryClassificationMetrics EvaluateNonCalibrated(
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        string scoreColumnName = DefaultColumnNames.Score,
        string predictedLabelColumnName = DefaultColumnNames.PredictedLabel)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckName(labelColumnName, nameof(labelColumnName));
        CheckName(scoreColumnName, nameof(scoreColumnName));
        CheckName(predictedLabelColumnName, nameof(predictedLabelColumnName));
        return new(BinaryClassificationEvaluator.Count(data, labelColumnName, scoreColumnName, null, predictedLabelColumnName));
    }

    public IReadOnlyList<CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = DefaultColumnNames.Label,
        string? samplingKeyColumnName = null,
        int? seed = null) =>
        CrossValidate(
            data, estimator, numberOfFolds, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName));

    public IReadOnlyList<CrossValidationResult<BinaryClassificationMetrics>> CrossValidateNonCalibrated(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = DefaultColumnNames.Label,
        string? samplingKeyColumnName = null,
        int? seed = null) =>
        CrossValidate(
            data,
            estimator,
            numberOfFolds,
            samplingKeyColumnName,
            seed,
            scored => EvaluateNonCalibrated(scored, labelColumnName));

    private static void CheckName(string name, string parameterName) =>
        Contracts.CheckParam(!string.IsNullOrEmpty(name), parameterName, "A column must be named.");

    /// <summary>Where the trainers are found, as extension methods.</summary>
    public sealed class BinaryClassificationTrainers : CatalogInstantiatorBase
    {
        internal BinaryClassificationTrainers()
        {
        }
    }
}
