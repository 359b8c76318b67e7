using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Predicts one object at a time. Not for several threads at once.</summary>
public sealed class PredictionEngine<TSrc, TDst> : IDisposable
    where TSrc : class
    where TDst : class, new()
{
    private readonly ITransformer _transformer;
    private readonly TypedRow<TSrc> _input;
    private readonly Action<TDst> _fill;

    internal PredictionEngine(
        ITransformer transformer,
        bool ignoreMissingColumns,
        SchemaDefinition? inputSchemaDefinition,
        SchemaDefinition? outputSchemaDefinition)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        Contracts.CheckParam(transformer.IsRowToRowMapper, nameof(transformer), "Must be a row to row mapper");
        _transformer = transformer;
        inputSchemaDefinition ??= SchemaDefinition.Create(typeof(TSrc), SchemaDefinition.Direction.Read);
        TypedColumn[] columns = TypedColumn.CreateAll(typeof(TSrc), inputSchemaDefinition);
        DataViewSchema inputSchema = TypedRow<TSrc>.CreateSchema(columns);
        _input = new TypedRow<TSrc>(inputSchema, columns, inputSchema.GetActive(inputSchema));

        IRowToRowMapper mapper = transformer.GetRowToRowMapper(inputSchema);
        var filler = new RowFiller<TDst>(mapper.OutputSchema, outputSchemaDefinition, ignoreMissingColumns);
        _fill = filler.Bind(mapper.GetRow(_input, mapper.OutputSchema));
        OutputSchema = transformer.GetOutputSchema(inputSchema);
    }

    public DataViewSchema OutputSchema { get; }

    public TDst Predict(TSrc example)
    {
        var prediction = new TDst();
        Predict(example, ref prediction);
        return prediction;
    }

    public void Predict(TSrc example, ref TDst prediction)
    {
        ArgumentNullException.ThrowIfNull(example);
        _input.MoveTo(example);
        prediction ??= new TDst();
        _fill(prediction);
    }

    public void Dispose() => (_transformer as IDisposable)?.Dispose();
}
