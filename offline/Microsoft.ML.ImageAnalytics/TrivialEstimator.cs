namespace Microsoft.ML.Data;

/// <summary>An estimator that knows its transformer before it sees data.</summary>
public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : OneToOneTransformerBase
{
    private protected TrivialEstimator(TTransformer transformer) => Transformer = transformer;

    private protected TTransformer Transformer { get; }

    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Transformer.GetOutputSchema(input.Schema);
        return Transformer;
    }

    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);

    private protected SchemaShape AddColumn(
        SchemaShape inputSchema, DataViewType inputType, DataViewType itemType, SchemaShape.Column.VectorKind kind)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column column = inputSchema.Find(Transformer.InputColumnName);
        if (column.ItemType.GetType() != inputType.GetType() || column.Kind != SchemaShape.Column.VectorKind.Scalar)
        {
            bool isScalar = column.Kind == SchemaShape.Column.VectorKind.Scalar;
            string actual = isScalar ? $"{column.ItemType}" : $"Vector<{column.ItemType}>";
            throw Contracts.SchemaMismatch(nameof(inputSchema), "input", column.Name, $"{inputType}", actual);
        }

        return inputSchema.With(new SchemaShape.Column(Transformer.OutputColumnName, kind, itemType, isKey: false));
    }
}
