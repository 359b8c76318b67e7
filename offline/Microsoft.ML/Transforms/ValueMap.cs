using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A dictionary from the values of one column type to those of another.</summary>
internal sealed class ValueMap
{
    private readonly PrimitiveDataViewType _keyType;
    private readonly PrimitiveDataViewType _valueType;
    private readonly object[] _keys;
    private readonly object[] _values;
    private readonly bool _makesKeys;

    private ValueMap(
        PrimitiveDataViewType keyType, PrimitiveDataViewType valueType, object[] keys, object[] values, bool makesKeys)
    {
        _keyType = keyType;
        _valueType = valueType;
        _keys = keys;
        _values = values;
        _makesKeys = makesKeys;
        (object[] outputs, OutputType, OutputAnnotations) =
            makesKeys ? ToKeys(values, valueType.RawType) : (values, valueType, DataViewSchema.Annotations.Empty);
        MakeGetter = GenericCall.Invoke<Func<DataViewRow, DataViewSchema.Column, Delegate>>(
            CreateLookup<int, int>, [keyType.RawType, OutputType.RawType], keys, outputs);
    }

    internal PrimitiveDataViewType OutputType { get; }

    internal DataViewSchema.Annotations OutputAnnotations { get; }

    internal Func<DataViewRow, DataViewSchema.Column, Delegate> MakeGetter { get; }

    internal static ValueMap Create<TInput, TOutput>(IEnumerable<KeyValuePair<TInput, TOutput>> pairs, bool makesKeys)
    {
        ArgumentNullException.ThrowIfNull(pairs, "keyValuePairs");
        var entries = pairs.ToArray();
        return new ValueMap(
            GetType(typeof(TInput)),
            GetType(typeof(TOutput)),
            Array.ConvertAll(entries, pair => (object)pair.Key!),
            Array.ConvertAll(entries, pair => (object)pair.Value!),
            makesKeys);
    }

    internal static ValueMap Load(BinaryReader reader)
    {
        var keyType = (PrimitiveDataViewType)SavedSchema.ReadType(reader);
        var valueType = (PrimitiveDataViewType)SavedSchema.ReadType(reader);
        return new ValueMap(
            keyType,
            valueType,
            SavedValues.Read(reader, keyType.RawType),
            SavedValues.Read(reader, valueType.RawType),
            reader.ReadBoolean());
    }

    internal void Save(BinaryWriter writer)
    {
        SavedSchema.WriteType(writer, _keyType);
        SavedSchema.WriteType(writer, _valueType);
        SavedValues.Write(writer, _keys);
        SavedValues.Write(writer, _values);
        writer.Write(_makesKeys);
    }

    private static PrimitiveDataViewType GetType(Type type) =>
        PrimitiveTypes.TryGet(type == typeof(string) ? typeof(ReadOnlyMemory<char>) : type, out PrimitiveDataViewType? known)
            ? known
            : throw new InvalidOperationException($"Unsupported type {type} used in mapping.");

    // Unsigned integers are keys already; other values are numbered from 1 in the order of their first appearance.
    private static (object[] Keys, PrimitiveDataViewType Type, DataViewSchema.Annotations Annotations) ToKeys(
        object[] values, Type rawType)
    {
        object[] distinct = [.. values.Distinct()];
        bool areKeys = rawType == typeof(uint) || rawType == typeof(ulong);
        var numbers = distinct.Index().ToDictionary(value => value.Item, value => (object)(uint)(value.Index + 1));
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(
            AnnotationKinds.KeyValues,
            new VectorDataViewType(TextDataViewType.Instance, distinct.Length),
            (ref VBuffer<ReadOnlyMemory<char>> names) =>
                names = new(distinct.Length, [.. distinct.Select(value => value.ToString().AsMemory())]));
        return (
            areKeys ? values : Array.ConvertAll(values, value => numbers[value]),
            new KeyDataViewType(areKeys ? rawType : typeof(uint), distinct.Length),
            annotations.ToAnnotations());
    }

    private static Func<DataViewRow, DataViewSchema.Column, Delegate> CreateLookup<TKey, TValue>(object[] keys, object[] values)
        where TKey : notnull
    {
        var lookup = new Dictionary<TKey, TValue>((IEqualityComparer<TKey>?)TextComparer.ForOrNull(typeof(TKey)));
        foreach (var (key, value) in keys.Zip(values))
            Contracts.Check(lookup.TryAdd(ToRaw<TKey>(key), ToRaw<TValue>(value)), $"Duplicate keys in data '{key}'");

        return (input, column) =>
        {
            var getKey = input.GetGetter<TKey>(column);
            TKey key = default!;
            return (ValueGetter<TValue>)((ref TValue value) =>
            {
                getKey(ref key);
                value = lookup.GetValueOrDefault(key)!;
            });
        };
    }

    private static T ToRaw<T>(object value) => value is string text ? (T)(object)text.AsMemory() : (T)value;
}
