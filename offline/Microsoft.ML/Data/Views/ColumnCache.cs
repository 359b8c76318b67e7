namespace Microsoft.ML.Data;

/// <summary>The values of one column, kept in memory.</summary>
internal abstract class ColumnCache
{
    internal bool IsFilled { get; set; }

    internal static ColumnCache Create(DataViewType type) => type is VectorDataViewType vector
        ? GenericCall.Invoke<ColumnCache>(CreateForVectors<int>, vector.ItemType.RawType)
        : GenericCall.Invoke<ColumnCache>(CreateForValues<int>, type.RawType);

    /// <summary>Gives an action that keeps the value of the current row.</summary>
    internal abstract Action Fill(DataViewRow row, DataViewSchema.Column column);

    internal abstract Delegate CreateGetter(Func<int> currentRow);

    private static ColumnCache<T> CreateForValues<T>() => new((in T source, ref T target) => target = source);

    private static ColumnCache<VBuffer<T>> CreateForVectors<T>() =>
        new((in VBuffer<T> source, ref VBuffer<T> target) => source.CopyTo(ref target));
}

/// <summary>Copies a value to where nothing else refers to its parts.</summary>
internal delegate void ValueCopier<TValue>(in TValue source, ref TValue target);

/// <inheritdoc cref="ColumnCache"/>
internal sealed class ColumnCache<TValue>(ValueCopier<TValue> copy) : ColumnCache
{
    private readonly List<TValue> _values = [];

    internal override Action Fill(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<TValue> getter = row.GetGetter<TValue>(column);
        TValue value = default!;
        _values.Clear();
        return () =>
        {
            getter(ref value);
            TValue kept = default!;
            copy(in value, ref kept);
            _values.Add(kept);
        };
    }

    internal override Delegate CreateGetter(Func<int> currentRow) =>
        (ValueGetter<TValue>)((ref TValue value) => copy(_values[currentRow()], ref value));
}
