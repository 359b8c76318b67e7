namespace Microsoft.ML.Data;

/// <summary>A row whose values are the members of an object of the user's.</summary>
internal sealed class TypedRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly Delegate?[] _getters;
    private TRow? _current;
    private long _position = -1;

    internal TypedRow(DataViewSchema schema, TypedColumn[] columns, bool[] active)
    {
        Schema = schema;
        _getters = [.. columns.Select((column, i) => active[i] ? CreateGetter(column) : null)];
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    private TRow Current => _current ?? throw new InvalidOperationException("The cursor is on no row; call MoveNext first.");

    internal static DataViewSchema CreateSchema(TypedColumn[] columns)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(columns.Select(column => column.Column));
        return builder.ToSchema();
    }

    internal void MoveTo(TRow row)
    {
        _current = row;
        _position++;
    }

    internal void Leave()
    {
        _current = null;
        _position = -1;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        Contracts.Check(_position >= 0, "The cursor is on no row; call MoveNext first.");
        id = new DataViewRowId((ulong)_position, 0);
    };

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        Contracts.Check(column.Index < _getters.Length, $"There is no column {column.Index}.");
        return _getters[column.Index] is not null;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Contracts.CheckParam(IsColumnActive(column), nameof(column), $"The column '{column.Name}' was not asked for.");
        return _getters[column.Index] as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"The column '{column.Name}' is of {Schema[column.Index].Type}; a {typeof(TValue)} was asked for.");
    }

    private Delegate CreateGetter(TypedColumn column)
    {
        if (column.MemberType == typeof(string))
            return CreateTextGetter(column);
        if (column.MemberType == typeof(string[]))
            return CreateTextsGetter(column);
        if (column.Column.Type is KeyDataViewType)
            return GenericCall.Invoke<Delegate>(CreateKeyGetter<uint>, column.ItemType, column);
        if (!column.IsVector)
            return GenericCall.Invoke<Delegate>(CreateValueGetter<int>, column.ItemType, column);
        return column.MemberType.IsArray
            ? GenericCall.Invoke<Delegate>(CreateArrayGetter<int>, column.ItemType, column)
            : GenericCall.Invoke<Delegate>(CreateVectorGetter<int>, column.ItemType, column);
    }

    private ValueGetter<ReadOnlyMemory<char>> CreateTextGetter(TypedColumn column)
    {
        Func<TRow, string?> read = column.CreateReader<TRow, string?>();
        return (ref ReadOnlyMemory<char> value) => value = read(Current).AsMemory();
    }

    private ValueGetter<VBuffer<ReadOnlyMemory<char>>> CreateTextsGetter(TypedColumn column)
    {
        Func<TRow, string?[]?> read = column.CreateReader<TRow, string?[]?>();
        return (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            ReadOnlyMemory<char>[] texts = [.. (read(Current) ?? []).Select(text => text.AsMemory())];
            VBuffer<ReadOnlyMemory<char>>.Copy(texts, 0, ref value, texts.Length);
        };
    }

    private ValueGetter<TValue> CreateValueGetter<TValue>(TypedColumn column)
    {
        Func<TRow, TValue> read = column.CreateReader<TRow, TValue>();
        return (ref TValue value) => value = read(Current);
    }

    // The user's keys count from 0, the column's from 1, where 0 stands for what is out of range.
    private ValueGetter<TValue> CreateKeyGetter<TValue>(TypedColumn column)
    {
        Func<TRow, TValue> read = column.CreateReader<TRow, TValue>();
        ulong count = ((KeyDataViewType)column.Column.Type).Count;
        return (ref TValue value) =>
        {
            ulong key = Convert.ToUInt64(read(Current), null);
            value = (TValue)Convert.ChangeType(key < count ? key + 1 : 0, typeof(TValue), null);
        };
    }

    private ValueGetter<VBuffer<TItem>> CreateArrayGetter<TItem>(TypedColumn column)
    {
        Func<TRow, TItem[]?> read = column.CreateReader<TRow, TItem[]?>();
        return (ref VBuffer<TItem> value) =>
        {
            TItem[] items = read(Current) ?? [];
            VBuffer<TItem>.Copy(items, 0, ref value, items.Length);
        };
    }

    private ValueGetter<VBuffer<TItem>> CreateVectorGetter<TItem>(TypedColumn column)
    {
        Func<TRow, VBuffer<TItem>> read = column.CreateReader<TRow, VBuffer<TItem>>();
        return (ref VBuffer<TItem> value) => read(Current).CopyTo(ref value);
    }
}
