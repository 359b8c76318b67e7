namespace Microsoft.ML.Data;

/// <summary>Other data, all columns of which are kept in memory from the first time that a value is asked for.</summary>
internal static class CacheDataView
{
    private delegate void Copier<T>(in T kept, ref T value);

    internal static IDataView Create(IDataView source)
    {
        // Images are not kept, as in ML.NET.
        DataViewSchema.Column[] columns =
            [.. source.Schema.Where(column => column.Type is PrimitiveDataViewType or VectorDataViewType)];
        var kept = new Lazy<(int Rows, KeptColumn[] Columns)>(() => Read(source, columns));
        var rows = new EnumerableDataView<object>(CountRows(), null);
        return new RowMappedDataView(rows, new RowMapping(rows.Schema, new([.. columns.Select((column, i) =>
            AddedColumn.Create(new(column), [], row => kept.Value.Columns[i].CreateGetter(row)))])));

        IEnumerable<object> CountRows()
        {
            for (int row = 0; row < kept.Value.Rows; row++)
                yield return kept;
        }
    }

    private static (int Rows, KeptColumn[] Columns) Read(IDataView source, DataViewSchema.Column[] columns)
    {
        using DataViewRowCursor cursor = source.GetRowCursor(columns);
        KeptColumn[] kept = [.. columns.Select(column => column.Type is VectorDataViewType vector
            ? Generics.Invoke<KeptColumn>(KeepVectors<int>, [vector.ItemType.RawType], cursor, column)
            : Generics.Invoke<KeptColumn>(KeepValues<int>, [column.Type.RawType], cursor, column))];
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
            Array.ForEach(kept, column => column.KeepCurrent());
        return (rows, kept);
    }

    private static KeptColumn KeepValues<T>(DataViewRow row, DataViewSchema.Column column) =>
        Keep(row.GetGetter<T>(column), (in T kept, ref T value) => value = kept);

    private static KeptColumn KeepVectors<T>(DataViewRow row, DataViewSchema.Column column) =>
        Keep(row.GetGetter<VBuffer<T>>(column), (in VBuffer<T> kept, ref VBuffer<T> value) => kept.CopyTo(ref value));

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
