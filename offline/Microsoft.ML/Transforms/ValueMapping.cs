namespace Microsoft.ML.Transforms;

/// <summary>Replaces values by others, as a table says; a value that is not in it becomes the default.</summary>
public class ValueMappingEstimator : UntrainedEstimator<ValueMappingTransformer>
{
    internal ValueMappingEstimator(ValueMappingTransformer transformer) : base(transformer) { }
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) => Transformer.AddTo(inputSchema);
}

/// <inheritdoc/>
public sealed class ValueMappingEstimator<TKey, TValue> : ValueMappingEstimator
{
    internal ValueMappingEstimator(string output, string input, IEnumerable<KeyValuePair<TKey, TValue>> pairs)
        : base(new ValueMappingTransformer(
            output,
            input,
            TypeOf(typeof(TKey)),
            new("Value", TypeOf(typeof(TValue))),
            pairs.Select(pair => ((object?)pair.Key, (object?)pair.Value)))) => Contracts.CheckName(output, "outputColumnName");

    private static PrimitiveDataViewType TypeOf(Type type)
        => PrimitiveTypes.Find(type == typeof(string) ? typeof(ReadOnlyMemory<char>) : type)
            ?? throw new InvalidOperationException($"Unsupported type {type} used in mapping.");
}

/// <inheritdoc cref="ValueMappingEstimator"/>
public sealed class ValueMappingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string _input;
    private readonly PrimitiveDataViewType _keyType;
    private readonly DataViewSchema.DetachedColumn _value;

    // Texts are strings among the keys, which can be compared, and memory among the values, as in rows.
    private readonly Dictionary<object, object> _map = [];

    internal ValueMappingTransformer(
        string output,
        string input,
        PrimitiveDataViewType keyType,
        DataViewSchema.DetachedColumn value,
        IEnumerable<(object? Key, object? Value)> pairs)
    {
        (_output, _input, _keyType, _value) = (output, input, keyType, new(output, value.Type, value.Annotations));
        foreach (var (key, mapped) in pairs)
        {
            bool isNew = _map.TryAdd(Comparable(key!), mapped is string text ? text.AsMemory() : mapped!);
            Contracts.Check(isNew, $"Duplicate keys in data '{key}'");
        }
    }

    /// <summary>Takes the table from two columns of data; what the values' column is annotated with, the output is too.</summary>
    internal static ValueMappingTransformer Create(
        string output, string input, IDataView lookup, DataViewSchema.Column key, DataViewSchema.Column value)
        => new(output, input, (PrimitiveDataViewType)key.Type, new(value), Generics.Invoke<IEnumerable<(object?, object?)>>(
            Read<int, int>, [key.Type.RawType, value.Type.RawType], lookup, key, value));

    internal static ITransformer Load(ModelLoadContext ctx) => Load(ctx, DataViewSchema.Annotations.Empty);

    internal static ITransformer Load(ModelLoadContext ctx, DataViewSchema.Annotations annotations)
    {
        string[] names = ctx.Reader.ReadStrings();
        var keyType = (PrimitiveDataViewType)ctx.Reader.ReadType();
        DataViewType valueType = ctx.Reader.ReadType();
        var keys = ctx.Reader.ReadStrings().Select(text => (object?)ValueCodec.Parse(keyType, text));
        var values = ctx.Reader.ReadStrings().Select(text => (object?)ValueCodec.Parse(valueType, text));
        return new ValueMappingTransformer(
            names[0], names[1], keyType, new(names[0], valueType, annotations), [.. keys.Zip(values)]);
    }

    internal SchemaShape AddTo(SchemaShape inputSchema)
    {
        inputSchema.Find(_input);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns([_value]);
        return inputSchema.With(SchemaShape.Create(builder.ToSchema()));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        bool isAnnotated = _value.Annotations.Schema.Count > 0;
        BinaryWriter writer = ctx.Begin(isAnnotated ? typeof(AnnotatedValueMapping) : GetType());
        if (isAnnotated)
            writer.WriteAnnotations(_value.Annotations);
        writer.WriteStrings(_output, _input);
        writer.WriteType(_keyType);
        writer.WriteType(_value.Type);
        writer.WriteStrings([.. _map.Keys.Select(ValueCodec.Format)]);
        writer.WriteStrings([.. _map.Values.Select(ValueCodec.Format)]);
    }

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = inputSchema.Find(_input);
        Contracts.Check(
            input.Type is PrimitiveDataViewType, $"'{input}' is no scalar; the offline subset of ML.NET maps only scalars.");
        return new RowMapping(inputSchema, new([AddedColumn.Create(_value, [input], row =>
            Generics.Invoke<Delegate>(MakeTypedGetter<int, int>, [_keyType.RawType, _value.Type.RawType], row, input))]));
    }

    private ValueGetter<TValue> MakeTypedGetter<TKey, TValue>(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<TKey> getKey = row.GetGetter<TKey>(input);
        TKey key = default!;
        return (ref TValue value) =>
        {
            getKey(ref key);
            value = _map.TryGetValue(Comparable(key!), out object? found) ? (TValue)found : default!;
        };
    }

    private static IEnumerable<(object?, object?)> Read<TKey, TValue>(
        IDataView lookup, DataViewSchema.Column key, DataViewSchema.Column value)
        => lookup.GetColumn<TKey>(key.Name).Zip(
            lookup.GetColumn<TValue>(value.Name), (first, second) => ((object?)first, (object?)second));

    private static object Comparable(object key) => key is ReadOnlyMemory<char> text ? text.ToString() : key;
}

/// <summary>Reads a saved map whose values are annotated.</summary>
internal static class AnnotatedValueMapping
{
    internal static ITransformer Load(ModelLoadContext ctx)
        => ValueMappingTransformer.Load(ctx, ctx.Reader.ReadAnnotations());
}
