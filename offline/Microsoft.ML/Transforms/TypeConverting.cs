namespace Microsoft.ML.Transforms;

/// <summary>Converts columns; here, from Single to Single, which gives them other names.</summary>
public sealed class TypeConvertingEstimator : UntrainedEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator(InputOutputColumnPair[] columns, DataKind kind)
        : base(new TypeConvertingTransformer(columns))
        => Contracts.Check(kind == DataKind.Single, "The offline subset of ML.NET converts only to Single.");

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema.With(
        Transformer.Columns.Select(pair => inputSchema.Find(pair.InputColumnName).Renamed(pair.OutputColumnName)));
}

/// <inheritdoc cref="TypeConvertingEstimator"/>
public sealed class TypeConvertingTransformer : RowToRowTransformerBase
{
    internal TypeConvertingTransformer(InputOutputColumnPair[] columns) => Columns = columns;
    internal InputOutputColumnPair[] Columns { get; }

    internal static ITransformer Load(ModelLoadContext ctx) => new TypeConvertingTransformer(
        [.. ctx.Reader.ReadStrings().Zip(ctx.Reader.ReadStrings(), (o, i) => new InputOutputColumnPair(o, i))]);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        BinaryWriter writer = ctx.Begin(GetType());
        writer.WriteStrings([.. Columns.Select(pair => pair.OutputColumnName)]);
        writer.WriteStrings([.. Columns.Select(pair => pair.InputColumnName)]);
    }

    private protected override RowMapping Bind(DataViewSchema inputSchema) => new(
        inputSchema,
        new([.. Columns.Select(pair =>
        {
            DataViewSchema.Column input = inputSchema.Find(pair.InputColumnName);
            Contracts.Check(
                input.Type.Equals(NumberDataViewType.Single),
                $"The offline subset of ML.NET converts only from Single, not from {input.Type}.");
            return AddedColumn.Create(new(pair.OutputColumnName, input.Type), [input], row => row.GetGetter<float>(input));
        })]));
}
