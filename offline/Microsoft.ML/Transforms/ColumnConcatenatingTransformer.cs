namespace Microsoft.ML.Data;

/// <summary>Joins columns of one item type to one vector. Unlike ML.NET's, it is always dense.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string[] _inputs;
    internal ColumnConcatenatingTransformer(string output, string[] inputs) => (_output, _inputs) = (output, inputs);

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        string[] names = ctx.Reader.ReadStrings();
        return new ColumnConcatenatingTransformer(names[0], names[1..]);
    }

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] columns = [.. _inputs.Select(inputSchema.Find)];
        DataViewType itemType = ItemType(columns[0].Type);
        foreach (DataViewSchema.Column column in columns)
        {
            if (!ItemType(column.Type).Equals(itemType))
                throw Contracts.SchemaMismatch(nameof(inputSchema), "input", column.Name, $"{itemType}", $"{column.Type}");
        }

        // A lone vector needs no work.
        if (columns is [{ Type: VectorDataViewType } only])
            return RowMapping.Alias(inputSchema, _output, only);

        bool isVariable = columns.Any(column => column.Type is VectorDataViewType { IsKnownSize: false });
        int size = isVariable ? 0 : columns.Sum(column => (column.Type as VectorDataViewType)?.Size ?? 1);
        var output = new DataViewSchema.DetachedColumn(
            _output,
            new VectorDataViewType((PrimitiveDataViewType)itemType, size),
            size > 0 ? SlotNames(columns) : null);
        return new RowMapping(inputSchema, new([AddedColumn.Create(
            output, columns, row => Generics.Invoke<Delegate>(MakeTypedGetter<int>, [itemType.RawType], row, columns))]));

        static DataViewType ItemType(DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;
    }

    // A scalar names its slot; the names of a vector's are put after its own.
    private static DataViewSchema.Annotations? SlotNames(DataViewSchema.Column[] columns)
    {
        ReadOnlyMemory<char>[] names = [.. columns.SelectMany(NamesOf)];
        return Array.Exists(names, name => !name.IsEmpty)
            ? AnnotationsExtensions.WithVector(AnnotationsExtensions.SlotNames, TextDataViewType.Instance, names)
            : null;

        static IEnumerable<ReadOnlyMemory<char>> NamesOf(DataViewSchema.Column column)
        {
            if (column.Type is not VectorDataViewType vector)
                return [column.Name.AsMemory()];
            VBuffer<ReadOnlyMemory<char>> names = new(vector.Size, 0, [], []);
            if (column.Annotations.Schema.GetColumnOrNull(AnnotationsExtensions.SlotNames) is not null)
                column.GetSlotNames(ref names);
            return names.DenseValues().Select(name => name.IsEmpty ? name : $"{column.Name}.{name}".AsMemory());
        }
    }

    private protected override void SaveModel(ModelSaveContext ctx) => ctx.Begin(GetType()).WriteStrings([_output, .. _inputs]);

    private static ValueGetter<VBuffer<T>> MakeTypedGetter<T>(DataViewRow input, DataViewSchema.Column[] columns)
    {
        var getters = Array.ConvertAll(columns, column => MakePartGetter<T>(input, column));
        var parts = new VBuffer<T>[columns.Length];
        return (ref VBuffer<T> value) =>
        {
            for (int i = 0; i < parts.Length; i++)
                getters[i](ref parts[i]);

            VBufferEditor<T> editor = VBufferEditor.Create(ref value, parts.Sum(part => part.Length));
            Span<T> rest = editor.Values;
            foreach (VBuffer<T> part in parts)
            {
                part.CopyTo(rest);
                rest = rest[part.Length..];
            }

            value = editor.Commit();
        };
    }

    private static ValueGetter<VBuffer<T>> MakePartGetter<T>(DataViewRow input, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
            return input.GetGetter<VBuffer<T>>(column);

        var getScalar = input.GetGetter<T>(column);
        return (ref VBuffer<T> value) =>
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, 1);
            getScalar(ref editor.Values[0]);
            value = editor.Commit();
        };
    }
}
