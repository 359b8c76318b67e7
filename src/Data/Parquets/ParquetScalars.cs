using Parquet;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>Reads scalars.</summary>
internal static class ParquetScalars
{
    /// <summary>Those of a column in a row group, with others in their place.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="field">The column.</param>
    /// <param name="map">Makes the value of one.</param>
    /// <param name="missing">Stands for one that is null.</param>
    public static async Task<TValue[]> ReadAsync<T, TValue>(
        ParquetRowGroupReader group, DataField field, Func<T, TValue> map, TValue missing)
        where T : struct
    {
        int rows = checked((int)group.RowCount);
        if (field.IsNullable)
        {
            var values = new T?[rows];
            await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
            return Array.ConvertAll(values, value => value is { } found ? map(found) : missing);
        }

        var all = new T[rows];
        await group.ReadAsync<T>(field, all.AsMemory()).ConfigureAwait(false);
        return Array.ConvertAll(all, value => map(value));
    }
}
