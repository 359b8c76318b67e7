using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>Transformers that are applied one after the other.</summary>
public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, IScopedTransformer, IDisposable
    where TLastTransformer : class, ITransformer
{
    public readonly TLastTransformer LastTransformer;

    private readonly ITransformer[] _transformers;
    private readonly TransformerScope[] _scopes;

    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        _transformers = [.. transformers];
        _scopes = [.. scopes];
        if (_transformers.Length != _scopes.Length)
            throw new InvalidOperationException($"{_transformers.Length} transformers were given with {_scopes.Length} scopes.");

        LastTransformer = (_transformers.LastOrDefault() as TLastTransformer)!;
        if (_transformers.Length > 0 && LastTransformer is null)
            throw new InvalidOperationException($"The last transformer is not a {typeof(TLastTransformer)}.");
    }

    public TransformerChain(params ITransformer[] transformers)
        : this(transformers ?? [], (transformers ?? []).Select(_ => TransformerScope.Everything))
    {
    }

    bool ITransformer.IsRowToRowMapper => Array.TrueForAll(_transformers, transformer => transformer.IsRowToRowMapper);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetOutputSchema(inputSchema, TransformerScope.Scoring);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema, TransformerScope scope)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return InScope(scope).Aggregate(inputSchema, (schema, transformer) => transformer.GetOutputSchema(schema));
    }

    public IDataView Transform(IDataView input) => Transform(input, TransformerScope.Scoring);

    public IDataView Transform(IDataView input, TransformerScope scope)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(input.Schema, scope);
        return InScope(scope).Aggregate(input, (data, transformer) => transformer.Transform(data));
    }

    public TransformerChain<TNewLast> Append<TNewLast>(
        TNewLast transformer, TransformerScope scope = TransformerScope.Everything)
        where TNewLast : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return new TransformerChain<TNewLast>([.. _transformers, transformer], [.. _scopes, scope]);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        if (!((ITransformer)this).IsRowToRowMapper)
            throw new InvalidOperationException("A transformer of the chain does not map row to row.");

        var mappers = new List<IRowToRowMapper>();
        DataViewSchema schema = inputSchema;
        foreach (ITransformer transformer in _transformers)
        {
            mappers.Add(transformer.GetRowToRowMapper(schema));
            schema = mappers[^1].OutputSchema;
        }

        return new CompositeRowToRowMapper(inputSchema, mappers);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        BinaryWriter writer = ctx.Begin(typeof(TransformerChainLoader));
        writer.Write(_transformers.Length);
        for (int i = 0; i < _transformers.Length; i++)
        {
            writer.Write((int)_scopes[i]);
            ctx.SaveModel(_transformers[i]);
        }
    }

    public IEnumerator<ITransformer> GetEnumerator() => _transformers.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        foreach (IDisposable disposable in _transformers.OfType<IDisposable>())
            disposable.Dispose();
    }

    private IEnumerable<ITransformer> InScope(TransformerScope scope) =>
        _transformers.Where((_, i) => (_scopes[i] & scope) != TransformerScope.None);
}
