using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Persistence;

/// <summary>The stages of a model, chains within chains laid side by side, each with what ML.NET runs it for.</summary>
internal sealed class Stages
{
    private readonly ITransformer[] _transformers;
    private readonly TransformerScope[] _scopes;

    private Stages(IEnumerable<(ITransformer Transformer, TransformerScope Scope)> stages)
        => (_transformers, _scopes) =
            ([.. stages.Select(stage => stage.Transformer)], [.. stages.Select(stage => stage.Scope)]);

    /// <summary>The place of the last network; −1 where there is none.</summary>
    public int LastNetwork => Array.FindLastIndex(_transformers, transformer => transformer is ShallowNetworkTransformer);

    public static Stages Of(ITransformer model) => new([.. Flat(model, TransformerScope.Everything)]);

    /// <summary>The last network as a transformer of its own, where it stands in the form that it is saved in.</summary>
    /// <exception cref="FormatException">The network is damaged or of a later format.</exception>
    public Stages Restored()
    {
        int last = LastNetwork;
        ITransformer[] behind = _transformers[(last + 1)..];
        if (SavedNetwork.FindLast(behind) is not { } found)
            return this;
        (int start, int length) = found.Stages.GetOffsetAndLength(behind.Length);
        start += last + 1;
        return new Stages(
        [
            .. Pairs(..start), (found.Transformer, _scopes[start]), .. Pairs((start + length)..),
        ]);
    }

    public Stages With(int place, ITransformer transformer)
        => new([.. Pairs(..place), (transformer, _scopes[place]), .. Pairs((place + 1)..)]);

    public TransformerChain<TLast> ToChain<TLast>(Range range)
        where TLast : class, ITransformer
        => new(_transformers[range], _scopes[range]);

    public IEnumerable<(ITransformer Transformer, TransformerScope Scope)> Pairs(Range range)
        => _transformers[range].Zip(_scopes[range]);

    private static IEnumerable<(ITransformer Transformer, TransformerScope Scope)> Flat(
        ITransformer model, TransformerScope scope)
    {
        if (model is ShallowNetworkModel own)
            return own.Stages.Pairs(..).Select(stage => (stage.Transformer, stage.Scope & scope));
        if (model is not IEnumerable<ITransformer> chain)
            return [(model, scope)];
        ITransformer[][] run = [.. Kinds.Select(kind => Run(model, chain, kind))];
        return chain.SelectMany(stage =>
        {
            TransformerScope own = TransformerScope.None;
            for (int i = 0; i < run.Length; i++)
                own |= run[i].Contains(stage) ? Kinds[i] : TransformerScope.None;
            return Flat(stage, own & scope);
        });
    }

    private static TransformerScope[] Kinds { get; } =
        [TransformerScope.Training, TransformerScope.Testing, TransformerScope.Scoring];

    /// <summary>The stages that a chain runs for something. It does not tell of a stage what it is run for.</summary>
    private static ITransformer[] Run(ITransformer model, IEnumerable<ITransformer> chain, TransformerScope kind)
    {
        Type type = model.GetType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TransformerChain<>)
            // Which chain it is depends on the type of its last stage, which may be anybody's.
            ? [.. (IEnumerable<ITransformer>)type.GetMethod(nameof(TransformerChain<>.GetModelFor))!.Invoke(model, [kind])!]
            : [.. chain];
    }
}
