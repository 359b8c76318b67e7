namespace Microsoft.ML.Transforms;

/// <summary>Learns the values of a column and makes keys of them, numbered as they first come.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueMappingTransformer>
{
    private readonly string _output;
    private readonly string _input;
    internal ValueToKeyMappingEstimator(string output, string input) => (_output, _input) = (output, input);

    public ValueMappingTransformer Fit(IDataView input)
    {
        DataViewSchema.Column column = input.Schema.Find(_input);
        return Generics.Invoke<ValueMappingTransformer>(Fit<int>, [column.Type.RawType], input, column);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column input = inputSchema.Find(_input);
        return inputSchema.With(new SchemaShape.Column(
            _output, input.Kind, NumberDataViewType.UInt32, isKey: true,
            new([new(AnnotationsExtensions.KeyValues, SchemaShape.Column.VectorKind.Vector, input.ItemType, isKey: false)])));
    }

    private ValueMappingTransformer Fit<T>(IDataView input, DataViewSchema.Column column)
    {
        // Texts are kept by their characters: two memories of the same text differ.
        T[] values = [.. input.GetColumn<T>(_input)
            .DistinctBy(value => ValueCodec.Format(value)).Where(value => ValueCodec.Format(value) != "")];
        var itemType = (PrimitiveDataViewType)column.Type;
        var output = new DataViewSchema.DetachedColumn(
            _output,
            new KeyDataViewType(typeof(uint), (ulong)values.Length),
            AnnotationsExtensions.WithVector(AnnotationsExtensions.KeyValues, itemType, values));
        return new ValueMappingTransformer(
            _output, _input, itemType, output, values.Select((value, i) => ((object?)value, (object?)(uint)(i + 1))));
    }
}

/// <summary>Makes keys the values again that they stand for.</summary>
public sealed class KeyToValueMappingEstimator : UntrainedEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator(string output, string input)
        : base(new KeyToValueMappingTransformer(output, input)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column input = inputSchema.Find(Transformer.Input);
        SchemaShape.Column[] values = [.. input.Annotations.Where(column => column.Name == AnnotationsExtensions.KeyValues)];
        return values is [{ } only]
            ? inputSchema.With(new SchemaShape.Column(Transformer.Output, input.Kind, only.ItemType, isKey: false))
            : throw Contracts.SchemaMismatch(
                nameof(inputSchema), "input", input.Name, $"key with {AnnotationsExtensions.KeyValues}", "one without");
    }
}

/// <inheritdoc cref="KeyToValueMappingEstimator"/>
public sealed class KeyToValueMappingTransformer : RowToRowTransformerBase
{
    internal KeyToValueMappingTransformer(string output, string input) => (Output, Input) = (output, input);
    internal string Output { get; }
    internal string Input { get; }

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        string[] names = ctx.Reader.ReadStrings();
        return new KeyToValueMappingTransformer(names[0], names[1]);
    }

    private protected override void SaveModel(ModelSaveContext ctx) => ctx.Begin(GetType()).WriteStrings(Output, Input);

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = inputSchema.Find(Input);
        var values = input.Annotations.Schema.GetColumnOrNull(AnnotationsExtensions.KeyValues)?.Type as VectorDataViewType;
        Contracts.Check(values is not null, "Metadata KeyValues does not exist");
        return new RowMapping(inputSchema, new([AddedColumn.Create(new(Output, values.ItemType), [input], row =>
            Generics.Invoke<Delegate>(MakeTypedGetter<int>, [values.ItemType.RawType], row, input))]));
    }

    private static ValueGetter<T> MakeTypedGetter<T>(DataViewRow row, DataViewSchema.Column input)
    {
        VBuffer<T> keyValues = default;
        input.GetKeyValues(ref keyValues);
        T[] values = [.. keyValues.DenseValues()];
        var getKey = row.GetGetter<uint>(input);
        return (ref T value) =>
        {
            uint key = 0;
            getKey(ref key);
            value = key > 0 && key <= values.Length ? values[key - 1] : default!;
        };
    }
}
