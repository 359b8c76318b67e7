namespace Microsoft.ML;

/// <summary>A transformer that holds the parameters of a trained model.</summary>
public interface IPredictionTransformer<out TModel> : ITransformer
    where TModel : class
{
    TModel Model { get; }
}
