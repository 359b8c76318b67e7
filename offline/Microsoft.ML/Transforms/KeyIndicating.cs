namespace Microsoft.ML.Transforms;

/// <summary>Makes of a key a vector with a slot for each value that it can have: 1 in its own, else 0; all 0 if it is
/// missing.</summary>
public sealed class KeyToVectorMappingEstimator : UntrainedEstimator<KeyToVectorMappingTransformer>
{
    internal KeyToVectorMappingEstimator(string output, string input)
        : base(new KeyToVectorMappingTransformer(output, input)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column input = inputSchema.Find(Transformer.Input);
        return input.IsKey
            ? inputSchema.With(new SchemaShape.Column(
                Transformer.Output, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false))
            : throw Contracts.SchemaMismatch(nameof(inputSchema), "input", input.Name, "key type", $"{input.ItemType}");
    }
}

/// <inheritdoc cref="KeyToVectorMappingEstimator"/>
public sealed class KeyToVectorMappingTransformer : RowToRowTransformerBase
{
    internal KeyToVectorMappingTransformer(string output, string input) => (Output, Input) = (output, input);
    internal string Output { get; }
    internal string Input { get; }

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        string[] names = ctx.Reader.ReadStrings();
        return new KeyToVectorMappingTransformer(names[0], names[1]);
    }

    private protected override void SaveModel(ModelSaveContext ctx) => ctx.Begin(GetType()).WriteStrings(Output, Input);

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = inputSchema.Find(Input);
        int size = (int)((KeyDataViewType)input.Type).Count;
        return new RowMapping(inputSchema, new([AddedColumn.Create(
            new(Output, new VectorDataViewType(NumberDataViewType.Single, size)), [input], row =>
            {
                var getKey = row.GetGetter<uint>(input);
                return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
                {
                    uint key = 0;
                    getKey(ref key);
                    value = key > 0 && key <= size
                        ? new VBuffer<float>(size, 1, [1], [(int)key - 1]) : new VBuffer<float>(size, 0, [], []);
                });
            })]));
    }
}
