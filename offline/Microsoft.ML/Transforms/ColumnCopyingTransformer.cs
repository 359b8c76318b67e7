using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Gives a column a second name.</summary>
public sealed class ColumnCopyingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string _input;

    internal ColumnCopyingTransformer(string output, string input)
    {
        _output = output;
        _input = input;
    }

    internal static ITransformer Load(ModelLoadContext ctx) =>
        new ColumnCopyingTransformer(ctx.Reader.ReadString(), ctx.Reader.ReadString());

    private protected override RowMapping Bind(DataViewSchema inputSchema) =>
        RowMapping.Alias(inputSchema, _output, inputSchema.Find(_input));

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        BinaryWriter writer = ctx.Begin(GetType());
        writer.Write(_output);
        writer.Write(_input);
    }
}
