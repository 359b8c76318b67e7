using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces values by others, as a dictionary says.</summary>
public class ValueMappingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string _input;
    private readonly ValueMap _map;

    internal ValueMappingTransformer(string output, string input, ValueMap map)
    {
        _output = output;
        _input = input;
        _map = map;
    }

    internal static ITransformer Load(ModelLoadContext ctx) =>
        new ValueMappingTransformer(ctx.Reader.ReadString(), ctx.Reader.ReadString(), ValueMap.Load(ctx.Reader));

    internal static NotSupportedException IsVector(string column) =>
        new($"Column '{column}' is a vector; the offline subset of ML.NET maps the values of scalars only.");

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = inputSchema.Find(_input);
        if (input.Type is VectorDataViewType)
            throw IsVector(_input);

        return new RowMapping(inputSchema, new ColumnwiseMapper([new AddedColumn(
            new(_output, _map.OutputType, _map.OutputAnnotations), [input.Index], MakeGetter)]));

        Delegate MakeGetter(DataViewRow row, out Action? disposer)
        {
            disposer = null;
            return _map.MakeGetter(row, input);
        }
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        BinaryWriter writer = ctx.Begin(typeof(ValueMappingTransformer));
        writer.Write(_output);
        writer.Write(_input);
        _map.Save(writer);
    }
}
