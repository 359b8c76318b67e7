using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>A chain of ML.NET's own transformers under construction.</summary>
internal sealed class SavedChain(DataViewSchema input)
{
    private readonly List<ITransformer> _transformers = [];
    private IDataView _data = new EmptyDataView(input);

    /// <summary>Whether there are offsets beside the features.</summary>
    public bool HasOffset { get; init; }

    public TransformsCatalog Transforms { get; } = PrivateContext.Instance.Transforms;

    public void Append<TTransformer>(IEstimator<TTransformer> estimator)
        where TTransformer : class, ITransformer
        => Append(estimator.Fit);

    /// <param name="make">Makes a transformer for the data that the chain gives so far.</param>
    public void Append(Func<IDataView, ITransformer> make)
    {
        ITransformer transformer = make(_data);
        _data = transformer.Transform(_data);
        _transformers.Add(transformer);
    }

    public TransformerChain<ITransformer> ToTransformer() => new([.. _transformers]);
}
