namespace Microsoft.ML;

/// <summary>Trains and evaluates classifiers of two classes.</summary>
public sealed class BinaryClassificationCatalog : TrainCatalogBase
{
    internal BinaryClassificationCatalog(DataOperationsCatalog data) : base(data) { }
    public BinaryClassificationTrainers Trainers { get; } = new();

    public CalibratedBinaryClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string probabilityColumnName = "Probability",
        string predictedLabelColumnName = "PredictedLabel") =>
        new(ScoredRow.Read(data, labelColumnName, scoreColumnName, probabilityColumnName, predictedLabelColumnName));

    public BinaryClassificationMetrics EvaluateNonCalibrated(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel") =>
        new(ScoredRow.Read(data, labelColumnName, scoreColumnName, null, predictedLabelColumnName));

    public IReadOnlyList<CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        int? seed = null) =>
        CrossValidate(data, estimator, numberOfFolds, seed, scored => Evaluate(scored, labelColumnName));

    /// <summary>Where the trainers are found, as extension methods.</summary>
    public sealed class BinaryClassificationTrainers
    {
        internal BinaryClassificationTrainers() { }
    }
}
