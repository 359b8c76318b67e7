namespace Microsoft.ML.Data;

/// <summary>
/// Other data, kept in memory from the first time that a value is asked for: the columns that are named, if any are, together;
/// all others together.
/// </summary>
internal static class CacheDataView
{
    private delegate void Copier<T>(in T kept, ref T value);

    internal static IDataView Create(IDataView source, string[] together)
    {
        HashSet<int> named = [.. together.Select(name => (source.Schema.GetColumnOrNull(name)
            ?? throw Contracts.MissingColumn("columnsToPrefetch", "prefetch", name)).Index)];
        // Images are not kept, as in ML.NET.
        DataViewSchema.Column[] columns =
            [.. source.Schema.Where(column => column.Type is PrimitiveDataViewType or VectorDataViewType)];
        var (first, others) = (Group(named.Contains), Group(index => !named.Contains(index)));
        if (named.Count == 0)
            first = others;
        var rows = new EnumerableDataView<object>(CountRows(), null);
        return new RowMappedDataView(rows, new RowMapping(rows.Schema, new([.. columns.Select(column => AddedColumn.Create(
            new(column),
            [],
            row => (named.Contains(column.Index) ? first : others).Value.Columns[column.Index].CreateGetter(row)))])));

        Lazy<(int Rows, Dictionary<int, KeptColumn> Columns)> Group(Func<int, bool> isInIt)
            => new(() => Read(source, [.. columns.Where(column => isInIt(column.Index))]));

        IEnumerable<object> CountRows()
        {
            for (int row = 0; row < first.Value.Rows; row++)
                yield return first;
        }
    }

    private static (int Rows, Dictionary<int, KeptColumn> Columns) Read(IDataView source, DataViewSchema.Column[] columns)
    {
        using DataViewRowCursor cursor = source.GetRowCursor(columns);
        KeptColumn[] kept = [.. columns.Select(column => column.Type is VectorDataViewType vector
            ? Generics.Invoke<KeptColumn>(KeepVectors<int>, [vector.ItemType.RawType], cursor, column)
            : Generics.Invoke<KeptColumn>(KeepValues<int>, [column.Type.RawType], cursor, column))];
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
            Array.ForEach(kept, column => column.KeepCurrent());
        return (rows, columns.Zip(kept).ToDictionary(pair => pair.First.Index, pair => pair.Second));
    }

    private static KeptColumn KeepValues<T>(DataViewRow row, DataViewSchema.Column column)
        => Keep(row.GetGetter<T>(column), (in T kept, ref T value) => value = kept);

    private static KeptColumn KeepVectors<T>(DataViewRow row, DataViewSchema.Column column)
        => Keep(row.GetGetter<VBuffer<T>>(column), (in VBuffer<T> kept, ref VBuffer<T> value) => kept.CopyTo(ref value));

    private static KeptColumn Keep<T>(ValueGetter<T> getter, Copier<T> copy)
    {
        var values = new List<T>();
        return new(KeepCurrent, row => (ValueGetter<T>)((ref T value) => copy(values[(int)row.Position], ref value)));

        void KeepCurrent()
        {
            T value = default!;
            getter(ref value);
            values.Add(value);
        }
    }

    private sealed record KeptColumn(Action KeepCurrent, Func<DataViewRow, Delegate> CreateGetter);
}
