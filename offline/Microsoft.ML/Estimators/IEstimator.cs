namespace Microsoft.ML;

/// <summary>An untrained transformer: fitted to data, it becomes one.</summary>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    TTransformer Fit(IDataView input);

    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
