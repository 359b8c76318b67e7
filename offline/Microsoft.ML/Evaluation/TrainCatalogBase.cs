using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What the catalogs of the learning tasks have in common.</summary>
public abstract class TrainCatalogBase
{
    private readonly DataOperationsCatalog _data;

    private protected TrainCatalogBase(IHostEnvironmentInternal environment) => _data = new DataOperationsCatalog(environment);

    private protected IReadOnlyList<CrossValidationResult<TMetrics>> CrossValidate<TMetrics>(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds,
        string? samplingKeyColumnName,
        int? seed,
        Func<IDataView, TMetrics> evaluate)
        where TMetrics : class
    {
        ArgumentNullException.ThrowIfNull(estimator);
        var results = new List<CrossValidationResult<TMetrics>>();
        foreach (var fold in _data.CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed))
        {
            ITransformer model = estimator.Fit(fold.TrainSet);
            IDataView scored = model is IScopedTransformer chain
                ? chain.Transform(fold.TestSet, TransformerScope.Everything)
                : model.Transform(fold.TestSet);
            results.Add(new(model, evaluate(scored), scored, results.Count));
        }

        return results;
    }

    /// <summary>One fold: the model trained without it, and how well that does on it.</summary>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        public readonly T Metrics;
        public readonly ITransformer Model;
        public readonly IDataView ScoredHoldOutSet;
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scores;
            Fold = fold;
        }
    }

    /// <summary>What the lists of trainers have in common.</summary>
    public abstract class CatalogInstantiatorBase
    {
        private protected CatalogInstantiatorBase()
        {
        }
    }
}
