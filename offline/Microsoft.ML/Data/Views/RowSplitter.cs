using System.Text;

namespace Microsoft.ML.Data;

/// <summary>
/// Gives each row a number from 0 to 1, at random or by a column whose equal values must stay together, and selects rows by it.
/// </summary>
internal sealed class RowSplitter
{
    private const uint DefaultRandomSeed = 42;
    private const uint DefaultHashSeed = 314489979;
    private const uint HashCount = 1u << 30;

    private readonly IDataView _data;
    private readonly DataViewSchema.Column? _key;
    private readonly uint? _seed;
    private readonly double _keyMinimum;
    private readonly double _keyRange;

    internal RowSplitter(IDataView data, string? samplingKeyColumnName, int? seed)
    {
        _data = data;
        _seed = (uint?)seed;
        if (samplingKeyColumnName is null)
            return;

        _key = data.Schema.GetColumnOrNull(samplingKeyColumnName)
            ?? throw Contracts.MissingColumn(nameof(samplingKeyColumnName), "SamplingKeyColumn", samplingKeyColumnName);
        if (_key.Value.Type == NumberDataViewType.Single || _key.Value.Type == NumberDataViewType.Double)
        {
            double[] values = [.. GetKeys().Select(key => Convert.ToDouble(key, null)).Where(double.IsFinite)];
            _keyMinimum = values.DefaultIfEmpty().Min();
            _keyRange = values.DefaultIfEmpty().Max() - _keyMinimum;
        }
    }

    /// <summary>The rows whose number is in the range or, as its complement, those whose number is outside it.</summary>
    internal IDataView Select(double minimum, double maximum, bool includeMaximum, bool complement)
    {
        return new FilteredDataView(_data, _key is { } key ? [key] : [], CreateTest, canShuffle: _key is not null);

        // A row without a number is neither inside nor outside.
        Func<bool> CreateTest(DataViewRow row)
        {
            Func<double> next = CreateNumbers(row);
            return () =>
            {
                double number = next();
                bool isInside = number >= minimum && (number < maximum || (includeMaximum && number == maximum));
                return !double.IsNaN(number) && isInside != complement;
            };
        }
    }

    private Func<double> CreateNumbers(DataViewRow row)
    {
        if (_key is { } key)
        {
            Func<object> read = CreateReader(row, key);
            return () => ToNumber(key.Type, read());
        }

        var random = new TauswortheRandom(_seed ?? DefaultRandomSeed);
        return () => random.NextSingle();
    }

    private double ToNumber(DataViewType type, object value) => (type, value) switch
    {
        (KeyDataViewType key, _) => Center(Convert.ToUInt64(value, null), key.Count),
        (_, float or double) => (Convert.ToDouble(value, null) - _keyMinimum) / (_keyRange > 0 ? _keyRange : 1),
        (_, ReadOnlyMemory<char> { IsEmpty: true }) => double.NaN,
        (_, ReadOnlyMemory<char> text) => Hash(Encoding.UTF8.GetBytes(text.Span.Trim(' ').ToString())),
        (_, ulong number) => Hash(BitConverter.GetBytes(number)),
        (_, long number) => Hash(BitConverter.GetBytes(number)),
        _ => Hash(BitConverter.GetBytes((uint)Convert.ToInt64(value, null))),
    };

    private double Hash(byte[] bytes) =>
        Center((Murmur.Hash(_seed ?? DefaultHashSeed, bytes) & (HashCount - 1)) + 1, HashCount);

    // Keys count from 1; 0 is a missing one.
    private static double Center(ulong key, ulong count) => key == 0 || key > count ? double.NaN : (key - 0.5) / count;

    private IEnumerable<object> GetKeys()
    {
        using DataViewRowCursor cursor = _data.GetRowCursor([_key!.Value]);
        Func<object> read = CreateReader(cursor, _key.Value);
        while (cursor.MoveNext())
            yield return read();
    }

    private static Func<object> CreateReader(DataViewRow row, DataViewSchema.Column key) => key.Type is PrimitiveDataViewType
        ? GenericCall.Invoke<Func<object>>(CreateReader<int>, key.Type.RawType, row, key)
        : throw new NotSupportedException($"Data can't be split by '{key.Name}' of {key.Type}.");

    private static Func<object> CreateReader<TValue>(DataViewRow row, DataViewSchema.Column key)
    {
        ValueGetter<TValue> getter = row.GetGetter<TValue>(key);
        TValue value = default!;
        return () =>
        {
            getter(ref value);
            return value!;
        };
    }
}
