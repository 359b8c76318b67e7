namespace Microsoft.ML.Data;

/// <summary>Writes the values of a row into the members of an object of the user's.</summary>
internal sealed class RowFiller<TRow>
    where TRow : class
{
    private readonly List<(TypedColumn Member, DataViewSchema.Column Column)> _bindings = [];

    internal RowFiller(DataViewSchema schema, SchemaDefinition? definition, bool ignoreMissingColumns)
    {
        definition ??= SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Write);
        foreach (TypedColumn member in TypedColumn.CreateAll(typeof(TRow), definition))
        {
            string name = member.Column.Name;
            if (schema.GetColumnOrNull(name) is { } column)
            {
                Contracts.Check(
                    member.Accepts(column.Type),
                    $"Can't bind the column '{name}' of type '{column.Type}' to '{member}' of {typeof(TRow)}.");
                _bindings.Add((member, column));
            }
            else if (!ignoreMissingColumns)
            {
                throw Contracts.MissingColumn(nameof(schema), "source", name);
            }
        }
    }

    internal IEnumerable<DataViewSchema.Column> Columns => _bindings.Select(binding => binding.Column);

    internal Action<TRow> Bind(DataViewRow row)
    {
        Action<TRow>[] setters = [.. _bindings.Select(binding => CreateSetter(row, binding.Column, binding.Member))];
        return target =>
        {
            foreach (Action<TRow> setter in setters)
                setter(target);
        };
    }

    private static Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column column, TypedColumn member)
    {
        if (member.MemberType == typeof(string))
            return CreateTextSetter(row, column, member);
        if (member.MemberType == typeof(string[]))
            return CreateTextsSetter(row, column, member);
        if (member.IsVector)
        {
            return member.MemberType.IsArray
                ? GenericCall.Invoke<Action<TRow>>(CreateArraySetter<int>, member.ItemType, row, column, member)
                : GenericCall.Invoke<Action<TRow>>(CreateVectorSetter<int>, member.ItemType, row, column, member);
        }

        if (column.Type is not PrimitiveDataViewType && !DataViewTypeManager.Knows(column.Type))
            throw new NotImplementedException($"The column '{column.Name}' of {column.Type} can't be the member '{member}'.");

        return GenericCall.Invoke<Action<TRow>>(CreateValueSetter<int>, member.ItemType, row, column, member);
    }

    private static Action<TRow> CreateTextSetter(DataViewRow row, DataViewSchema.Column column, TypedColumn member)
    {
        Action<TRow, string> write = member.CreateWriter<TRow, string>();
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            getter(ref value);
            write(target, value.ToString());
        };
    }

    private static Action<TRow> CreateTextsSetter(DataViewRow row, DataViewSchema.Column column, TypedColumn member)
    {
        Action<TRow, string[]> write = member.CreateWriter<TRow, string[]>();
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        VBuffer<ReadOnlyMemory<char>> value = default;
        return target =>
        {
            getter(ref value);
            write(target, [.. value.DenseValues().Select(text => text.ToString())]);
        };
    }

    private static Action<TRow> CreateValueSetter<TValue>(DataViewRow row, DataViewSchema.Column column, TypedColumn member)
    {
        Action<TRow, TValue> write = member.CreateWriter<TRow, TValue>();
        ValueGetter<TValue> getter = row.GetGetter<TValue>(column);
        TValue value = default!;
        return target =>
        {
            getter(ref value);
            write(target, value);
        };
    }

    private static Action<TRow> CreateArraySetter<TItem>(DataViewRow row, DataViewSchema.Column column, TypedColumn member)
    {
        Func<TRow, TItem[]?> read = member.CreateReader<TRow, TItem[]?>();
        Action<TRow, TItem[]?> write = member.CreateWriter<TRow, TItem[]?>();
        ValueGetter<VBuffer<TItem>> getter = row.GetGetter<VBuffer<TItem>>(column);
        VBuffer<TItem> value = default;
        return target =>
        {
            getter(ref value);
            TItem[]? items = read(target);
            if ((items?.Length ?? 0) != value.Length)
                items = new TItem[value.Length];
            value.CopyTo(items);
            write(target, items);
        };
    }

    // The buffer that the object holds is filled again, so that an object that is used again costs no new arrays.
    private static Action<TRow> CreateVectorSetter<TItem>(DataViewRow row, DataViewSchema.Column column, TypedColumn member)
    {
        Func<TRow, VBuffer<TItem>> read = member.CreateReader<TRow, VBuffer<TItem>>();
        Action<TRow, VBuffer<TItem>> write = member.CreateWriter<TRow, VBuffer<TItem>>();
        ValueGetter<VBuffer<TItem>> getter = row.GetGetter<VBuffer<TItem>>(column);
        return target =>
        {
            VBuffer<TItem> value = read(target);
            getter(ref value);
            write(target, value);
        };
    }
}
