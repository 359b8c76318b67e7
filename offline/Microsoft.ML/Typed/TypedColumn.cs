using System.Linq.Expressions;

namespace Microsoft.ML.Data;

/// <summary>A public field or property of a user's class, bound to a column.</summary>
internal sealed class TypedColumn<TRow>
    where TRow : class
{
    private readonly MemberInfo _member;
    private readonly Type _memberType;
    private readonly Type _itemType;
    private readonly bool _isVector;

    private TypedColumn(SchemaDefinition.Column definition)
    {
        _member = definition.Member;
        _memberType = TypedMember.GetMemberType(_member);
        _itemType = TypedMember.GetItemType(_memberType, out _isVector);
        Column = new DataViewSchema.DetachedColumn(definition.ColumnName, definition.ColumnType, definition.Annotations);
        Contracts.CheckParam(
            Accepts(definition.ColumnType), nameof(definition),
            $"The column '{Column.Name}' of {Column.Type} can't be the member '{_member}' of {typeof(TRow)}.");
    }

    internal DataViewSchema.DetachedColumn Column { get; }

    internal static TypedColumn<TRow>[] CreateAll(SchemaDefinition definition) =>
        [.. definition.Select(column => new TypedColumn<TRow>(column))];

    internal static DataViewSchema CreateSchema(TypedColumn<TRow>[] columns)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(columns.Select(column => column.Column));
        return builder.ToSchema();
    }

    internal bool Accepts(DataViewType columnType) => columnType is VectorDataViewType vector
        ? _isVector && vector.ItemType.RawType == _itemType
        : !_isVector && columnType.RawType == _itemType;

    public override string ToString() => _member.ToString()!;

    /// <summary>Gives the getter that reads the member of the current object.</summary>
    internal Delegate CreateGetter(Func<TRow> current)
    {
        if (_memberType == typeof(string))
            return CreateTextGetter(current);
        if (Column.Type is KeyDataViewType key)
            return CreateKeyGetter(current, key.Count);
        if (_memberType == typeof(string[]))
            throw new NotSupportedException($"The offline subset of ML.NET can't read '{_member}' as {Column.Type}.");
        Delegate create = !_isVector ? CreateValueGetter<int>
            : _memberType.IsArray ? CreateArrayGetter<int> : CreateVectorGetter<int>;
        return Generics.Invoke<Delegate>(create, [_itemType], current);
    }

    /// <summary>Gives an action that writes the value of a row's column into the member.</summary>
    internal Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (_memberType == typeof(string))
            return CreateValueSetter<ReadOnlyMemory<char>, string>(row, column, text => text.ToString());
        Delegate create = !_isVector ? CreateSameSetter<int>
            : _memberType.IsArray ? CreateArraySetter<int> : CreateVectorSetter<int>;
        return Generics.Invoke<Action<TRow>>(create, [_itemType], row, column);
    }

    private ValueGetter<ReadOnlyMemory<char>> CreateTextGetter(Func<TRow> current)
    {
        Func<TRow, string?> read = CreateReader<string?>();
        return (ref ReadOnlyMemory<char> value) => value = read(current()).AsMemory();
    }

    // The keys of objects count from 0; one that is too large is missing.
    private ValueGetter<uint> CreateKeyGetter(Func<TRow> current, ulong count)
    {
        Func<TRow, uint> read = CreateReader<uint>();
        return (ref uint value) =>
        {
            uint key = read(current());
            value = key < count ? key + 1 : 0;
        };
    }

    private ValueGetter<TValue> CreateValueGetter<TValue>(Func<TRow> current)
    {
        Func<TRow, TValue> read = CreateReader<TValue>();
        return (ref TValue value) => value = read(current());
    }

    private ValueGetter<VBuffer<TItem>> CreateArrayGetter<TItem>(Func<TRow> current)
    {
        Func<TRow, TItem[]?> read = CreateReader<TItem[]?>();
        return (ref VBuffer<TItem> value) =>
        {
            TItem[] items = read(current()) ?? [];
            new VBuffer<TItem>(items.Length, items).CopyTo(ref value);
        };
    }

    private ValueGetter<VBuffer<TItem>> CreateVectorGetter<TItem>(Func<TRow> current)
    {
        Func<TRow, VBuffer<TItem>> read = CreateReader<VBuffer<TItem>>();
        return (ref VBuffer<TItem> value) => read(current()).CopyTo(ref value);
    }

    private Action<TRow> CreateSameSetter<TValue>(DataViewRow row, DataViewSchema.Column column)
        => CreateValueSetter<TValue, TValue>(row, column, value => value);

    private Action<TRow> CreateArraySetter<TItem>(DataViewRow row, DataViewSchema.Column column)
        => CreateValueSetter<VBuffer<TItem>, TItem[]>(row, column, vector => [.. vector.DenseValues()]);

    private Action<TRow> CreateValueSetter<TValue, TMember>(
        DataViewRow row, DataViewSchema.Column column, Func<TValue, TMember> convert)
    {
        Action<TRow, TMember> write = CreateWriter<TMember>();
        ValueGetter<TValue> getter = row.GetGetter<TValue>(column);
        TValue value = default!;
        return target =>
        {
            getter(ref value);
            write(target, convert(value));
        };
    }

    // The buffer that the object holds is filled again, so that an object that is used again costs no new arrays.
    private Action<TRow> CreateVectorSetter<TItem>(DataViewRow row, DataViewSchema.Column column)
    {
        Func<TRow, VBuffer<TItem>> read = CreateReader<VBuffer<TItem>>();
        Action<TRow, VBuffer<TItem>> write = CreateWriter<VBuffer<TItem>>();
        ValueGetter<VBuffer<TItem>> getter = row.GetGetter<VBuffer<TItem>>(column);
        return target =>
        {
            VBuffer<TItem> value = read(target);
            getter(ref value);
            write(target, value);
        };
    }

    private Func<TRow, TMember> CreateReader<TMember>()
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TMember>>(Expression.MakeMemberAccess(row, _member), row).Compile();
    }

    private Action<TRow, TMember> CreateWriter<TMember>()
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        ParameterExpression value = Expression.Parameter(typeof(TMember));
        BinaryExpression assignment = Expression.Assign(Expression.MakeMemberAccess(row, _member), value);
        return Expression.Lambda<Action<TRow, TMember>>(assignment, row, value).Compile();
    }
}
