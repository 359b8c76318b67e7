using System.Globalization;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces values by others, as a dictionary says; a value that is not in it becomes the default.</summary>
public sealed class ValueMappingEstimator<TKey, TValue> : UntrainedEstimator<ValueMappingTransformer>
{
    internal ValueMappingEstimator(string output, string input, IEnumerable<KeyValuePair<TKey, TValue>> pairs)
        : base(new ValueMappingTransformer(
            output,
            input,
            TypeOf(typeof(TKey)),
            TypeOf(typeof(TValue)),
            pairs.Select(pair => ((object?)pair.Key, (object?)pair.Value)))) => Contracts.CheckName(output, "outputColumnName");

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) => Transformer.AddTo(inputSchema);

    private static PrimitiveDataViewType TypeOf(Type type) =>
        PrimitiveTypes.Find(type == typeof(string) ? typeof(ReadOnlyMemory<char>) : type)
            ?? throw new InvalidOperationException($"Unsupported type {type} used in mapping.");
}

/// <inheritdoc cref="ValueMappingEstimator{TKey, TValue}"/>
public sealed class ValueMappingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string _input;
    private readonly PrimitiveDataViewType _keyType;
    private readonly PrimitiveDataViewType _valueType;

    // Texts are strings among the keys, which can be compared, and memory among the values, as in rows.
    private readonly Dictionary<object, object> _map = [];

    internal ValueMappingTransformer(
        string output,
        string input,
        PrimitiveDataViewType keyType,
        PrimitiveDataViewType valueType,
        IEnumerable<(object? Key, object? Value)> pairs)
    {
        (_output, _input, _keyType, _valueType) = (output, input, keyType, valueType);
        foreach (var (key, value) in pairs)
        {
            bool isNew = _map.TryAdd(Comparable(key!), value is string text ? text.AsMemory() : value!);
            Contracts.Check(isNew, $"Duplicate keys in data '{key}'");
        }
    }

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        string[] names = ctx.Reader.ReadStrings();
        var keyType = (PrimitiveDataViewType)ctx.Reader.ReadType();
        var valueType = (PrimitiveDataViewType)ctx.Reader.ReadType();
        string[] keys = ctx.Reader.ReadStrings();
        string[] values = ctx.Reader.ReadStrings();
        return new ValueMappingTransformer(
            names[0], names[1], keyType, valueType, keys.Select(Parse(keyType)).Zip(values.Select(Parse(valueType))));

        static Func<string, object?> Parse(DataViewType type) => text =>
            type is TextDataViewType ? text : Convert.ChangeType(text, type.RawType, CultureInfo.InvariantCulture);
    }

    internal SchemaShape AddTo(SchemaShape inputSchema)
    {
        inputSchema.Find(_input);
        return inputSchema.With(SchemaShape.Column.Create(_output, _valueType));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        BinaryWriter writer = ctx.Begin(GetType());
        writer.WriteStrings(_output, _input);
        writer.WriteType(_keyType);
        writer.WriteType(_valueType);
        writer.WriteStrings([.. _map.Keys.Select(Format)]);
        writer.WriteStrings([.. _map.Values.Select(Format)]);

        static string Format(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = inputSchema.Find(_input);
        Contracts.Check(
            input.Type is PrimitiveDataViewType, $"'{input}' is no scalar; the offline subset of ML.NET maps only scalars.");
        return new RowMapping(inputSchema, new([AddedColumn.Create(new(_output, _valueType), [input], row =>
            Generics.Invoke<Delegate>(MakeTypedGetter<int, int>, [_keyType.RawType, _valueType.RawType], row, input))]));
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

    private static object Comparable(object key) => key is ReadOnlyMemory<char> text ? text.ToString() : key;
}
