using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Gives a column a second name.</summary>
public sealed class ColumnCopyingEstimator : IEstimator<ColumnCopyingTransformer>
{
    private readonly string _output;
    private readonly string _input;

    internal ColumnCopyingEstimator(string output, string input)
    {
        Contracts.CheckParam(!string.IsNullOrEmpty(output), "outputColumnName", "An output column must be named.");
        Contracts.CheckParam(!string.IsNullOrEmpty(input), "inputColumnName", "An input column must be named.");
        _output = output;
        _input = input;
    }

    public ColumnCopyingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        return new ColumnCopyingTransformer(_output, _input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(inputSchema.Find(_input).Renamed(_output));
    }
}
