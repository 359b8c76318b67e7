namespace Microsoft.ML.Data;

/// <summary>Estimators that are fitted one after the other, each to what the one before it makes of the data.</summary>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly IEstimator<ITransformer>[] _estimators;
    public EstimatorChain() : this([]) { }
    private EstimatorChain(IEstimator<ITransformer>[] estimators) => _estimators = estimators;

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        // A column that is missing at the end of the chain must not first cost the fitting of its beginning.
        GetOutputSchema(SchemaShape.Create(input.Schema));

        var transformers = new ITransformer[_estimators.Length];
        IDataView current = input;
        for (int i = 0; i < _estimators.Length; i++)
        {
            transformers[i] = _estimators[i].Fit(current);
            current = transformers[i].Transform(current);
        }

        return new TransformerChain<TLastTransformer>(transformers);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => _estimators.Aggregate(inputSchema, (shape, estimator) => estimator.GetOutputSchema(shape));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator)
        where TNewTrans : class, ITransformer
        => new EstimatorChain<TNewTrans>([.. _estimators, (IEstimator<ITransformer>)estimator]);
}
