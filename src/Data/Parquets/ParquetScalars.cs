using Parquet;
using Parquet.Meta;
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
        if (typeof(T) == typeof(bool) && HasRuns(group, field))
        {
            throw new NotSupportedException($"the column '{field.Name}' has true and false as run lengths (data pages of version 2); "
                + "wanted are pages of version 1.");
        }

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

    // The library takes all of them for false. Levels of what is null are run lengths in any file, so only where pages are told
    // apart, or values can be nothing else, is it known.
    private static bool HasRuns(ParquetRowGroupReader group, DataField field)
    {
        ColumnMetaData column = group.GetMetadata(field)!.MetaData!;
        return column.EncodingStats is { Count: > 0 } pages
            ? pages.Exists(page => page.PageType != PageType.DICTIONARY_PAGE && page.Encoding == Encoding.RLE)
            : !column.Encodings.Contains(Encoding.PLAIN);
    }
}
