namespace Microsoft.ML.Transforms;

/// <summary>Gives a column a second name.</summary>
public sealed class ColumnCopyingEstimator : UntrainedEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(string output, string input) : base(new ColumnCopyingTransformer(output, input))
    {
        Contracts.CheckName(output, "outputColumnName");
        Contracts.CheckName(input, "inputColumnName");
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => inputSchema.With(inputSchema.Find(Transformer.Input).Renamed(Transformer.Output));
}

/// <inheritdoc cref="ColumnCopyingEstimator"/>
public sealed class ColumnCopyingTransformer : RowToRowTransformerBase
{
    internal ColumnCopyingTransformer(string output, string input) => (Output, Input) = (output, input);
    internal string Output { get; }
    internal string Input { get; }

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        string[] names = ctx.Reader.ReadStrings();
        return new ColumnCopyingTransformer(names[0], names[1]);
    }

    private protected override RowMapping Bind(DataViewSchema inputSchema)
        => RowMapping.Alias(inputSchema, Output, inputSchema.Find(Input));

    private protected override void SaveModel(ModelSaveContext ctx) => ctx.Begin(GetType()).WriteStrings(Output, Input);
}
