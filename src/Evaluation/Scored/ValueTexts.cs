using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pipelines;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>The values of a column of any type as texts, in the invariant culture.</summary>
internal static class ValueTexts
{
    /// <summary>Reads the value of the row at hand: null for one that is missing (NaN, or a key's), a key by its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column holds no single values.</exception>
    public static Func<string?> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        DataViewType type = column.Type;
        if (type is KeyDataViewType)
            return KeyReader(row, column);
        return type switch
        {
            TextDataViewType => Read<ReadOnlyMemory<char>>(text => text.ToString()),
            BooleanDataViewType => Read<bool>(flag => flag ? "1" : "0"),
            _ when type.RawType == typeof(float) => Read<float>(number => float.IsNaN(number) ? null : Text(number)),
            _ when type.RawType == typeof(double) => Read<double>(number => double.IsNaN(number) ? null : Text(number)),
            _ when type.RawType == typeof(sbyte) => Read<sbyte>(Text),
            _ when type.RawType == typeof(byte) => Read<byte>(Text),
            _ when type.RawType == typeof(short) => Read<short>(Text),
            _ when type.RawType == typeof(ushort) => Read<ushort>(Text),
            _ when type.RawType == typeof(int) => Read<int>(Text),
            _ when type.RawType == typeof(uint) => Read<uint>(Text),
            _ when type.RawType == typeof(long) => Read<long>(Text),
            _ when type.RawType == typeof(ulong) => Read<ulong>(Text),
            _ => throw new ArgumentOutOfRangeException(
                paramName: null, $"Column '{column.Name}' holds {type}; it must hold a text, a number, a flag or a key."),
        };

        Func<string?> Read<T>(Func<T, string?> toText) => Getter(row, column, toText);
    }

    // Not by ML.NET's type of the column, which is another for each kind of integer.
    private static Func<string?> KeyReader(DataViewRow row, DataViewSchema.Column column)
    {
        string[]? names = KeyNames.Of(column);
        return column.Type.RawType switch
        {
            var raw when raw == typeof(byte) => Getter<byte>(row, column, key => Name(key)),
            var raw when raw == typeof(ushort) => Getter<ushort>(row, column, key => Name(key)),
            var raw when raw == typeof(ulong) => Getter<ulong>(row, column, Name),
            _ => Getter<uint>(row, column, key => Name(key)),
        };

        string? Name(ulong key) => key == 0 ? null
            : names is not null && key <= (ulong)names.Length ? names[key - 1]
            : Text(key);
    }

    private static Func<string?> Getter<T>(DataViewRow row, DataViewSchema.Column column, Func<T, string?> toText)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return toText(value);
        };
    }

    private static string Text<T>(T number)
        where T : IFormattable
        => number.ToString(null, CultureInfo.InvariantCulture);
}
