namespace Microsoft.ML.Data;

/// <summary>Transformers that are applied one after the other.</summary>
public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>
    where TLastTransformer : class, ITransformer
{
    public readonly TLastTransformer LastTransformer;
    private readonly ITransformer[] _transformers;

    public TransformerChain(params ITransformer[] transformers)
    {
        _transformers = [.. transformers];
        LastTransformer = (_transformers.LastOrDefault() as TLastTransformer)!;
        Contracts.Check(
            _transformers.Length == 0 || LastTransformer is not null,
            $"The last transformer is not a {typeof(TLastTransformer)}.");
    }

    bool ITransformer.IsRowToRowMapper => Array.TrueForAll(_transformers, transformer => transformer.IsRowToRowMapper);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
        => _transformers.Aggregate(inputSchema, (schema, transformer) => transformer.GetOutputSchema(schema));

    public IDataView Transform(IDataView input)
    {
        GetOutputSchema(input.Schema);
        return _transformers.Aggregate(input, (data, transformer) => transformer.Transform(data));
    }

    public IEnumerator<ITransformer> GetEnumerator() => _transformers.AsEnumerable().GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Contracts.Check(((ITransformer)this).IsRowToRowMapper, "A transformer of the chain does not map row to row.");
        var mappers = new List<IRowToRowMapper>();
        foreach (ITransformer transformer in _transformers)
            mappers.Add(transformer.GetRowToRowMapper(mappers.LastOrDefault()?.OutputSchema ?? inputSchema));
        return new CompositeRowToRowMapper(inputSchema, mappers);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.Begin(typeof(TransformerChainLoader)).Write(_transformers.Length);
        Array.ForEach(_transformers, ctx.SaveModel);
    }
}

/// <summary>Reads a saved chain.</summary>
internal static class TransformerChainLoader
{
    internal static ITransformer Load(ModelLoadContext ctx)
        => new TransformerChain<ITransformer>(ctx.Reader.ReadMany(ctx.LoadModel));
}

/// <summary>Maps one row to one row of another schema.</summary>
public interface IRowToRowMapper
{
    DataViewSchema InputSchema { get; }
    DataViewSchema OutputSchema { get; }
    IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns);
    DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns);
}

/// <summary>Row-to-row mappers that are applied one after the other.</summary>
internal sealed class CompositeRowToRowMapper(DataViewSchema inputSchema, IReadOnlyList<IRowToRowMapper> mappers)
    : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;
    public DataViewSchema OutputSchema => mappers.Count > 0 ? mappers[^1].OutputSchema : inputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => mappers.Reverse().Aggregate(dependingColumns, (columns, mapper) => mapper.GetDependencies(columns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        // What each mapper must deliver follows from what the mappers after it need.
        var active = new Stack<IEnumerable<DataViewSchema.Column>>([activeColumns]);
        foreach (IRowToRowMapper mapper in mappers.Skip(1).Reverse())
            active.Push(mapper.GetDependencies(active.Peek()));
        return mappers.Aggregate(input, (row, mapper) => mapper.GetRow(row, active.Pop()));
    }
}
