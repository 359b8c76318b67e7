namespace Microsoft.ML.Transforms;

/// <summary>Leaves columns out.</summary>
public sealed class ColumnSelectingEstimator : UntrainedEstimator<ColumnSelectingTransformer>
{
    internal ColumnSelectingEstimator(string[] dropped) : base(new ColumnSelectingTransformer(dropped))
        => Contracts.Check(dropped.Length > 0, "No columns to drop are named.");

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        string[] kept = Transformer.CheckDropped(inputSchema.Select(column => column.Name));
        return new SchemaShape(inputSchema.Where(column => kept.Contains(column.Name)));
    }
}

/// <inheritdoc cref="ColumnSelectingEstimator"/>
public sealed class ColumnSelectingTransformer : RowToRowTransformerBase
{
    private readonly string[] _dropped;
    internal ColumnSelectingTransformer(string[] dropped) => _dropped = dropped;
    internal static ITransformer Load(ModelLoadContext ctx) => new ColumnSelectingTransformer(ctx.Reader.ReadStrings());

    /// <summary>The names without those to drop, all of which must be among them.</summary>
    internal string[] CheckDropped(IEnumerable<string> columns)
    {
        string missing = string.Join(",", _dropped.Except(columns));
        return missing.Length > 0
            ? throw Contracts.MissingColumn("inputSchema", "input", missing)
            : [.. columns.Except(_dropped)];
    }

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        string[] kept = CheckDropped(inputSchema.Select(column => column.Name));
        return RowMapping.Select(inputSchema, column => kept.Contains(column.Name));
    }

    private protected override void SaveModel(ModelSaveContext ctx) => ctx.Begin(GetType()).WriteStrings(_dropped);
}
