using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Estimators that are fitted one after the other, each to what the one before it makes of the data.</summary>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly (IEstimator<ITransformer> Estimator, TransformerScope Scope, bool CacheAfter)[] _links;

    public EstimatorChain() => _links = [];

    private EstimatorChain((IEstimator<ITransformer> Estimator, TransformerScope Scope, bool CacheAfter)[] links) =>
        _links = links;

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        // A column that is missing at the end of the chain must not first cost the fitting of its beginning.
        GetOutputSchema(SchemaShape.Create(input.Schema));

        var transformers = new ITransformer[_links.Length];
        IDataView current = input;
        for (int i = 0; i < _links.Length; i++)
        {
            transformers[i] = _links[i].Estimator.Fit(current);
            current = transformers[i].Transform(current);
            if (_links[i].CacheAfter && i < _links.Length - 1)
                current = new CacheDataView(current);
        }

        return new TransformerChain<TLastTransformer>(transformers, _links.Select(link => link.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        _links.Aggregate(inputSchema, (shape, link) => link.Estimator.GetOutputSchema(shape));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(
        IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new EstimatorChain<TNewTrans>([.. _links, ((IEstimator<ITransformer>)estimator, scope, false)]);
    }

    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        ArgumentNullException.ThrowIfNull(env);
        if (_links.Length == 0)
            throw new InvalidOperationException("Current estimator chain has no estimator, can't append cache checkpoint.");

        return new([.. _links[..^1], (_links[^1].Estimator, _links[^1].Scope, true)]);
    }
}
