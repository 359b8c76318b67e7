namespace Microsoft.ML.Data;

/// <summary>Joins columns of one item type to one vector.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingTransformer(string output, string[] inputs)
    {
        _output = output;
        _inputs = inputs;
    }

    internal static ITransformer Load(ModelLoadContext ctx) =>
        new ColumnConcatenatingTransformer(ctx.Reader.ReadString(), ctx.Reader.ReadStrings());

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] columns = [.. _inputs.Select(name => inputSchema.Find(name))];
        DataViewType itemType = ItemType(columns[0]);
        foreach (DataViewSchema.Column column in columns)
        {
            if (!ItemType(column).Equals(itemType))
                throw Contracts.SchemaMismatch(nameof(inputSchema), "input", column.Name, $"{itemType}", $"{column.Type}");
        }

        // A lone vector needs no work.
        if (columns is [{ Type: VectorDataViewType } only])
            return RowMapping.Alias(inputSchema, _output, only);

        bool isVariable = columns.Any(column => column.Type is VectorDataViewType { IsKnownSize: false });
        int size = isVariable ? 0 : columns.Sum(Size);
        return new RowMapping(inputSchema, new ColumnwiseMapper([new AddedColumn(
            new(_output, new VectorDataViewType((PrimitiveDataViewType)itemType, size), Annotate(columns, size)),
            [.. columns.Select(column => column.Index)],
            MakeGetter)]));

        Delegate MakeGetter(DataViewRow input, out Action? disposer)
        {
            disposer = null;
            return GenericCall.Invoke<Delegate>(MakeTypedGetter<int>, itemType.RawType, input, columns);
        }
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        BinaryWriter writer = ctx.Begin(GetType());
        writer.Write(_output);
        writer.WriteStrings(_inputs);
    }

    private static DataViewType ItemType(DataViewSchema.Column column) =>
        column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;

    private static int Size(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.Size : 1;

    private static DataViewSchema.Annotations Annotate(DataViewSchema.Column[] columns, int size)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        if (ItemType(columns[0]) is NumberDataViewType && columns.All(column => column.IsNormalized()))
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);

        if (size > 0 && columns.Any(column => column.Type is not VectorDataViewType || column.HasSlotNames()))
        {
            annotations.Add(
                AnnotationKinds.SlotNames,
                new VectorDataViewType(TextDataViewType.Instance, size),
                (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(size, [.. columns.SelectMany(SlotNames)]));
        }

        return annotations.ToAnnotations();
    }

    private static IEnumerable<ReadOnlyMemory<char>> SlotNames(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
            return [column.Name.AsMemory()];

        if (!column.HasSlotNames())
            return new ReadOnlyMemory<char>[Size(column)];

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return names.DenseValues().Select(name => name.IsEmpty ? name : $"{column.Name}.{name}".AsMemory());
    }

    private static ValueGetter<VBuffer<T>> MakeTypedGetter<T>(DataViewRow input, DataViewSchema.Column[] columns)
    {
        var getters = Array.ConvertAll(columns, column => MakePartGetter<T>(input, column));
        var parts = new VBuffer<T>[columns.Length];
        return (ref VBuffer<T> value) =>
        {
            int length = 0;
            int count = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                getters[i](ref parts[i]);
                length = checked(length + parts[i].Length);
                count += parts[i].GetValues().Length;
            }

            bool isSparse = count <= length / 2;
            var editor = isSparse ? VBufferEditor.Create(ref value, length, count) : VBufferEditor.Create(ref value, length);
            int start = 0;
            int written = 0;
            foreach (VBuffer<T> part in parts)
            {
                if (isSparse)
                {
                    foreach (var (index, item) in part.Items())
                    {
                        editor.Indices[written] = start + index;
                        editor.Values[written++] = item;
                    }
                }
                else
                {
                    part.CopyTo(editor.Values[start..]);
                }

                start += part.Length;
            }

            value = editor.Commit();
        };
    }

    private static ValueGetter<VBuffer<T>> MakePartGetter<T>(DataViewRow input, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType vector)
        {
            var getVector = input.GetGetter<VBuffer<T>>(column);
            return (ref VBuffer<T> value) =>
            {
                getVector(ref value);
                Contracts.Check(
                    !vector.IsKnownSize || vector.Size == value.Length,
                    $"Column '{column.Name}': expected {vector.Size} slots, but got {value.Length}");
            };
        }

        var getScalar = input.GetGetter<T>(column);
        return (ref VBuffer<T> value) =>
        {
            var editor = VBufferEditor.Create(ref value, 1);
            getScalar(ref editor.Values[0]);
            value = editor.Commit();
        };
    }
}
