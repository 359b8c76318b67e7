namespace Microsoft.ML;

/// <summary>Trains and evaluates classifiers of several classes.</summary>
public sealed class MulticlassClassificationCatalog : TrainCatalogBase
{
    internal MulticlassClassificationCatalog(DataOperationsCatalog data) : base(data) { }
    public MulticlassClassificationTrainers Trainers { get; } = new();

    public MulticlassClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel")
        => new(ScoredClass.Read(data, labelColumnName, scoreColumnName, predictedLabelColumnName, out int classes), classes);

    public IReadOnlyList<CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        int? seed = null)
        => CrossValidate(data, estimator, numberOfFolds, seed, scored => Evaluate(scored, labelColumnName));

    /// <summary>Where the trainers are found, as extension methods.</summary>
    public sealed class MulticlassClassificationTrainers
    {
        internal MulticlassClassificationTrainers() { }
    }
}
