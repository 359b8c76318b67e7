namespace Microsoft.ML;

/// <summary>What the catalogs of the learning tasks have in common.</summary>
public abstract class TrainCatalogBase
{
    private readonly DataOperationsCatalog _data;
    private protected TrainCatalogBase(DataOperationsCatalog data) => _data = data;

    private protected IReadOnlyList<CrossValidationResult<T>> CrossValidate<T>(
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds, int? seed, Func<IDataView, T> evaluate)
        where T : class
    {
        var results = new List<CrossValidationResult<T>>();
        foreach (var fold in _data.CrossValidationSplit(data, numberOfFolds, seed))
        {
            IDataView scored = estimator.Fit(fold.TrainSet).Transform(fold.TestSet);
            results.Add(new(evaluate(scored), scored));
        }

        return results;
    }

    /// <summary>One fold: the model trained without it, and how it scores it.</summary>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        public readonly T Metrics;
        public readonly IDataView ScoredHoldOutSet;
        internal CrossValidationResult(T metrics, IDataView scores) => (Metrics, ScoredHoldOutSet) = (metrics, scores);
    }
}
