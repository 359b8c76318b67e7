namespace Microsoft.ML;

/// <summary>Trains and evaluates classifiers of two classes.</summary>
public sealed class BinaryClassificationCatalog : TrainCatalogBase
{
    private readonly DataOperationsCatalog _data;
    internal BinaryClassificationCatalog(DataOperationsCatalog data) => _data = data;
    public BinaryClassificationTrainers Trainers { get; } = new();

    public CalibratedBinaryClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string probabilityColumnName = "Probability",
        string predictedLabelColumnName = "PredictedLabel") =>
        new(ScoredRow.Read(data, labelColumnName, scoreColumnName, probabilityColumnName, predictedLabelColumnName));

    public IReadOnlyList<CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        int? seed = null)
    {
        var results = new List<CrossValidationResult<CalibratedBinaryClassificationMetrics>>();
        foreach (var fold in _data.CrossValidationSplit(data, numberOfFolds, seed))
        {
            IDataView scored = estimator.Fit(fold.TrainSet).Transform(fold.TestSet);
            results.Add(new(Evaluate(scored, labelColumnName), scored));
        }

        return results;
    }

    /// <summary>Where the trainers are found, as extension methods.</summary>
    public sealed class BinaryClassificationTrainers
    {
        internal BinaryClassificationTrainers() { }
    }
}

/// <summary>What the catalogs of the learning tasks have in common.</summary>
public abstract class TrainCatalogBase
{
    private protected TrainCatalogBase() { }

    /// <summary>One fold: the model trained without it, and how it scores it.</summary>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        public readonly T Metrics;
        public readonly IDataView ScoredHoldOutSet;
        internal CrossValidationResult(T metrics, IDataView scores) => (Metrics, ScoredHoldOutSet) = (metrics, scores);
    }
}
