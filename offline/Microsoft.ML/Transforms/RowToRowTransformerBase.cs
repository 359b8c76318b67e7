namespace Microsoft.ML.Data;

/// <summary>A transformer that makes one output row of each input row.</summary>
public abstract class RowToRowTransformerBase : ITransformer
{
    private protected RowToRowTransformerBase() { }
    bool ITransformer.IsRowToRowMapper => true;
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;
    public IDataView Transform(IDataView input) => new RowMappedDataView(input, Bind(input.Schema));
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);
    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    /// <summary>Checks the input schema, and says what becomes of its rows.</summary>
    private protected abstract RowMapping Bind(DataViewSchema inputSchema);
    private protected abstract void SaveModel(ModelSaveContext ctx);
}

/// <summary>An estimator that has nothing to learn: it knows its transformer before it sees data.</summary>
public abstract class UntrainedEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : RowToRowTransformerBase
{
    private protected UntrainedEstimator(TTransformer transformer) => Transformer = transformer;
    private protected TTransformer Transformer { get; }

    public TTransformer Fit(IDataView input)
    {
        Transformer.GetOutputSchema(input.Schema);
        return Transformer;
    }

    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
