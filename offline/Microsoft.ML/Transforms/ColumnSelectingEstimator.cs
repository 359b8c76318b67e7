using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Leaves columns out.</summary>
public sealed class ColumnSelectingEstimator : IEstimator<ColumnSelectingTransformer>
{
    private readonly string[] _dropped;

    internal ColumnSelectingEstimator(string[] dropped)
    {
        Contracts.Check(dropped?.Length > 0, "No columns to drop are named.");
        _dropped = dropped;
    }

    public ColumnSelectingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        return new ColumnSelectingTransformer(_dropped);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnSelectingTransformer.CheckPresent(_dropped, inputSchema.Select(column => column.Name));
        return new SchemaShape(inputSchema.Where(column => !_dropped.Contains(column.Name)));
    }
}
