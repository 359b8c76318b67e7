using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Data.Pipelines;

/// <summary>What the values of a column of keys are called.</summary>
internal static class KeyNames
{
    private const string KeyValues = nameof(KeyValues);

    /// <returns>The names, in the order of the keys, numbers in the invariant culture; null where there is no such column or its
    /// keys have no names.</returns>
    public static string[]? Of(DataViewSchema.Column? column)
        => column is { } keys && keys.Annotations.Schema.GetColumnOrNull(KeyValues)?.Type is VectorDataViewType values
            ? Names(keys.Annotations, values.ItemType)
            : null;

    private static string[]? Names(DataViewSchema.Annotations annotations, PrimitiveDataViewType type) => type switch
    {
        TextDataViewType => Read<ReadOnlyMemory<char>>(annotations),
        BooleanDataViewType => Read<bool>(annotations),
        _ when type.RawType == typeof(float) => Read<float>(annotations),
        _ when type.RawType == typeof(double) => Read<double>(annotations),
        _ when type.RawType == typeof(sbyte) => Read<sbyte>(annotations),
        _ when type.RawType == typeof(byte) => Read<byte>(annotations),
        _ when type.RawType == typeof(short) => Read<short>(annotations),
        _ when type.RawType == typeof(ushort) => Read<ushort>(annotations),
        _ when type.RawType == typeof(int) => Read<int>(annotations),
        _ when type.RawType == typeof(uint) => Read<uint>(annotations),
        _ when type.RawType == typeof(long) => Read<long>(annotations),
        _ when type.RawType == typeof(ulong) => Read<ulong>(annotations),
        _ => null,
    };

    private static string[] Read<T>(DataViewSchema.Annotations annotations)
    {
        VBuffer<T> names = default;
        annotations.GetValue(KeyValues, ref names);
        return [.. names.DenseValues().Select(name => Convert.ToString(name, CultureInfo.InvariantCulture) ?? "")];
    }
}
