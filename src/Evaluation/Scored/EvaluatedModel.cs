using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>A model with the data that it scores, and what is known of it where it is one of ours.</summary>
internal sealed class EvaluatedModel
{
    public EvaluatedModel(ITransformer model, IDataView data)
    {
        (Transformer, Data) = (model, data);
        Flattening = ImageFlatteningEstimator.Options.FromModel(model);
        Learnt = Find(model);
        ClassNames = Learnt?.ClassNames is { Count: > 0 } names ? names : null;
    }

    public ITransformer Transformer { get; }

    /// <summary>Labelled data as it takes them.</summary>
    public IDataView Data { get; }

    /// <summary>How it takes pictures; null where it takes none.</summary>
    public ImageFlatteningEstimator.Options? Flattening { get; }

    /// <summary>What is learnt; null for a model of others.</summary>
    public ShallowNetworkModelParameters? Learnt { get; }

    /// <summary>The names of the classes as a model of ours knows them; else null.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The column that it reads pictures from by their paths; null for none.</summary>
    public string? ImagePathColumn(DataViewSchema schema)
        => Flattening is { InputColumnName: { } name } && schema.GetColumnOrNull(name)?.Type is TextDataViewType ? name : null;

    private static ShallowNetworkModelParameters? Find(ITransformer model)
    {
        try
        {
            return ShallowNetworkModelParameters.FromModel(model);
        }
        catch (ArgumentException)
        {
            // There is no network of ours in it.
            return null;
        }
    }
}
