namespace Microsoft.ML.Data;

/// <summary>Reads a label of any type as a number: false is 0, true is 1, the first key is 0; NaN is a missing one.</summary>
internal static class LabelGetter
{
    internal static ValueGetter<float> Create(DataViewRow row, DataViewSchema.Column label) => label.Type switch
    {
        BooleanDataViewType => Convert<bool>(row, label, value => value ? 1 : 0),
        KeyDataViewType { RawType: var raw } when raw == typeof(byte) => Convert<byte>(row, label, value => FromKey(value)),
        KeyDataViewType { RawType: var raw } when raw == typeof(ushort) => Convert<ushort>(row, label, value => FromKey(value)),
        KeyDataViewType { RawType: var raw } when raw == typeof(uint) => Convert<uint>(row, label, value => FromKey(value)),
        KeyDataViewType => Convert<ulong>(row, label, FromKey),
        _ when label.Type == NumberDataViewType.Double => Convert<double>(row, label, value => (float)value),
        _ => row.GetGetter<float>(label),
    };

    private static float FromKey(ulong value) => value is 1 or 2 ? value - 1 : float.NaN;

    private static ValueGetter<float> Convert<T>(DataViewRow row, DataViewSchema.Column label, Func<T, float> convert)
    {
        var getValue = row.GetGetter<T>(label);
        T source = default!;
        return (ref float value) =>
        {
            getValue(ref source);
            value = convert(source);
        };
    }
}
