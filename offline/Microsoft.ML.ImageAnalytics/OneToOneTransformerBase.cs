namespace Microsoft.ML.Data;

/// <summary>A transformer that computes one column from one other.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected OneToOneTransformerBase(string outputColumnName, string? inputColumnName)
    {
        bool isNamed = !string.IsNullOrWhiteSpace(outputColumnName);
        Contracts.CheckParam(isNamed, nameof(outputColumnName), "An output column must be named.");
        OutputColumnName = outputColumnName;
        InputColumnName = inputColumnName ?? outputColumnName;
    }

    internal string OutputColumnName { get; }

    internal string InputColumnName { get; }

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = inputSchema.Find(InputColumnName);
        DataViewType outputType = GetOutputType(input.Type);
        Delegate Getter(DataViewRow row, out Action? disposer) => MakeGetter(row, input, outputType, out disposer);
        AddedColumn added = new(new DataViewSchema.DetachedColumn(OutputColumnName, outputType), [input.Index], Getter);
        return new RowMapping(inputSchema, new ColumnwiseMapper([added]));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        BinaryWriter writer = ctx.Begin(GetType());
        writer.Write(OutputColumnName);
        writer.Write(InputColumnName);
        SaveOptions(writer);
    }

    private protected ArgumentOutOfRangeException Mismatch(string expected, string actual)
        => Contracts.SchemaMismatch("inputSchema", "input", InputColumnName, expected, actual);

    private protected abstract DataViewType GetOutputType(DataViewType inputType);

    private protected abstract Delegate MakeGetter(
        DataViewRow row, DataViewSchema.Column input, DataViewType outputType, out Action? disposer);

    private protected abstract void SaveOptions(BinaryWriter writer);
}
