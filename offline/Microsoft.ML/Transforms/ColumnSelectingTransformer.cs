using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Leaves columns out.</summary>
public sealed class ColumnSelectingTransformer : RowToRowTransformerBase
{
    private readonly string[] _dropped;

    internal ColumnSelectingTransformer(string[] dropped) => _dropped = dropped;

    internal static ITransformer Load(ModelLoadContext ctx) => new ColumnSelectingTransformer(ctx.Reader.ReadStrings());

    internal static void CheckPresent(string[] dropped, IEnumerable<string> columns)
    {
        string missing = string.Join(",", dropped.Except(columns));
        if (missing.Length > 0)
            throw Contracts.MissingColumn("inputSchema", "input", missing);
    }

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        CheckPresent(_dropped, inputSchema.Select(column => column.Name));
        return RowMapping.Select(inputSchema, column => !_dropped.Contains(column.Name));
    }

    private protected override void SaveModel(ModelSaveContext ctx) => ctx.Begin(GetType()).WriteStrings(_dropped);
}
