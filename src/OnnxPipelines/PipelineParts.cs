using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.OnnxPipelines;

/// <summary>
/// A model taken apart. This is the one place that knows how a network stands in a fitted and in a loaded pipeline.
/// </summary>
/// <param name="Before">The stages before the network.</param>
/// <param name="Network">The network's stage: what it was trained as, or the chain that it was loaded as.</param>
/// <param name="Features">The stages within that chain that make the network's features; none for a fitted one.</param>
/// <param name="FeatureColumnName">The column of the features after these.</param>
/// <param name="Parameters">The network.</param>
/// <param name="After">The stages after it.</param>
internal sealed record PipelineParts(
    ITransformer[] Before,
    ITransformer Network,
    ITransformer[] Features,
    string FeatureColumnName,
    ShallowNetworkModelParameters Parameters,
    ITransformer[] After)
{
    /// <exception cref="ArgumentException">There is no network in the model.</exception>
    public static PipelineParts Of(ITransformer model)
        => Find(model) ?? throw new ArgumentException("There is no shallow network in this model.", nameof(model));

    private static PipelineParts? Find(ITransformer model)
    {
        if (model is ShallowNetworkTransformer fitted)
            return new([], fitted, [], fitted.FeatureColumnName, fitted.Model, []);
        if (StagesOf(model) is not { } stages)
            return null;

        for (int i = stages.Length - 1; i >= 0; i--)
        {
            if (Find(stages[i]) is { } found)
            {
                return found with
                {
                    Before = [.. stages[..i].SelectMany(Leaves), .. found.Before],
                    After = [.. found.After, .. stages[(i + 1)..].SelectMany(Leaves)],
                };
            }
        }

        return Loaded(model);
    }

    /// <summary>A chain with none within that holds a network: the saved form itself, if it has one at all.</summary>
    private static PipelineParts? Loaded(ITransformer chain)
    {
        ShallowNetworkModelParameters parameters;
        try
        {
            parameters = ShallowNetworkModelParameters.FromModel(chain);
        }
        catch (ArgumentException)
        {
            return null;
        }

        ITransformer features = ShallowNetworkModelParameters.FeaturesFromModel(chain, out string column);
        return new([], chain, [.. Leaves(features)], column, parameters, []);
    }

    private static IEnumerable<ITransformer> Leaves(ITransformer model)
        => StagesOf(model) is { } stages ? stages.SelectMany(Leaves) : [model];

    /// <summary>The stages of a chain that take part when it scores; null where the model is no chain.</summary>
    private static ITransformer[]? StagesOf(ITransformer model)
    {
        // It is no chain of ML.NET's, and gives all of its stages; those around its network are.
        if (model is ShallowNetworkModel own)
            return [.. StagesOf(own.Before)!, own.Network, .. StagesOf(own.After)!];
        if (model is not IEnumerable<ITransformer> chain)
            return null;
        // The method is public; but the type of its class hangs on that of the last stage, which may be any.
        object? scoring = model.GetType().GetMethod(nameof(TransformerChain<ITransformer>.GetModelFor), [typeof(TransformerScope)])
            ?.Invoke(model, [TransformerScope.Scoring]);
        return [.. scoring as IEnumerable<ITransformer> ?? chain];
    }
}
