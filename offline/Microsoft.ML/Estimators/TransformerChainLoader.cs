namespace Microsoft.ML.Data;

/// <summary>Reads a saved chain.</summary>
internal static class TransformerChainLoader
{
    internal static ITransformer Load(ModelLoadContext ctx)
    {
        var transformers = new List<ITransformer>();
        var scopes = new List<TransformerScope>();
        for (int remaining = ctx.Reader.ReadInt32(); remaining > 0; remaining--)
        {
            scopes.Add((TransformerScope)ctx.Reader.ReadInt32());
            transformers.Add(ctx.LoadModel());
        }

        return new TransformerChain<ITransformer>(transformers, scopes);
    }
}
