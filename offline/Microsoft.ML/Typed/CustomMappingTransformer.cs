using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Adds the columns that an action of the user's computes from one object for each row.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : RowToRowTransformerBase
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _mapAction;
    private readonly string? _contractName;

    internal CustomMappingTransformer(
        Action<TSrc, TDst> mapAction,
        string? contractName,
        SchemaDefinition? inputSchemaDefinition = null,
        SchemaDefinition? outputSchemaDefinition = null)
    {
        ArgumentNullException.ThrowIfNull(mapAction);
        _mapAction = mapAction;
        _contractName = contractName;
        InputSchemaDefinition = inputSchemaDefinition;
        outputSchemaDefinition ??= SchemaDefinition.Create(typeof(TDst), SchemaDefinition.Direction.Write);
        AddedColumns = TypedColumn.CreateAll(typeof(TDst), outputSchemaDefinition);
    }

    internal SchemaDefinition? InputSchemaDefinition { get; }

    internal TypedColumn[] AddedColumns { get; }

    private protected override RowMapping Bind(DataViewSchema inputSchema) =>
        new(inputSchema, new Mapper(this, new RowFiller<TSrc>(inputSchema, InputSchemaDefinition, ignoreMissingColumns: false)));

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        if (_contractName is null)
            throw new InvalidOperationException("A custom mapping without a contract name can't be saved.");

        CustomMappingLoader.Save(ctx, _contractName, _mapAction.Method.DeclaringType!.Assembly);
    }

    private sealed class Mapper(CustomMappingTransformer<TSrc, TDst> parent, RowFiller<TSrc> filler) : IRowMapper
    {
        public DataViewSchema.DetachedColumn[] GetOutputColumns() => [.. parent.AddedColumns.Select(column => column.Column)];

        public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
        {
            HashSet<int> needed = IsNeeded(activeOutput) ? [.. filler.Columns.Select(column => column.Index)] : [];
            return needed.Contains;
        }

        public Delegate?[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            if (!IsNeeded(activeOutput))
                return new Delegate?[parent.AddedColumns.Length];

            bool[] active = [.. Enumerable.Range(0, parent.AddedColumns.Length).Select(activeOutput)];
            var output = new TypedRow<TDst>(TypedRow<TDst>.CreateSchema(parent.AddedColumns), parent.AddedColumns, active);
            Action refresh = CreateRefresh(input, output);
            return [.. output.Schema.Select(column => !active[column.Index]
                ? null
                : GenericCall.Invoke<Delegate>(CreateGetter<int>, column.Type.RawType, output, column, refresh))];
        }

        private bool IsNeeded(Func<int, bool> activeOutput) =>
            Enumerable.Range(0, parent.AddedColumns.Length).Any(activeOutput);

        // However many columns are read, the action runs once for a row.
        private Action CreateRefresh(DataViewRow input, TypedRow<TDst> output)
        {
            Action<TSrc> fill = filler.Bind(input);
            var source = new TSrc();
            var destination = new TDst();
            long position = -1;
            return () =>
            {
                if (position == input.Position)
                    return;

                fill(source);
                parent._mapAction(source, destination);
                output.MoveTo(destination);
                position = input.Position;
            };
        }

        private static ValueGetter<TValue> CreateGetter<TValue>(
            TypedRow<TDst> output, DataViewSchema.Column column, Action refresh)
        {
            ValueGetter<TValue> getter = output.GetGetter<TValue>(column);
            return (ref TValue value) =>
            {
                refresh();
                getter(ref value);
            };
        }
    }
}
