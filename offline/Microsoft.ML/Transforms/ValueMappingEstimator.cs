using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces values by others, as a dictionary says.</summary>
public class ValueMappingEstimator : IEstimator<ValueMappingTransformer>
{
    private readonly string _output;
    private readonly string _input;
    private readonly ValueMap _map;

    private protected ValueMappingEstimator(string output, string input, ValueMap map)
    {
        Contracts.CheckParam(!string.IsNullOrEmpty(output), "outputColumnName", "An output column must be named.");
        _output = output;
        _input = input;
        _map = map;
    }

    public ValueMappingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        return new ValueMappingTransformer(_output, _input, _map);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column input = inputSchema.Find(_input);
        if (input.Kind != VectorKind.Scalar)
            throw ValueMappingTransformer.IsVector(_input);

        return inputSchema.With(Create(_output, _map.OutputType, SchemaShape.Create(_map.OutputAnnotations.Schema)));
    }
}

/// <summary>Replaces values by others, as a dictionary says.</summary>
public sealed class ValueMappingEstimator<TKey, TValue> : ValueMappingEstimator
{
    internal ValueMappingEstimator(string output, string input, ValueMap map)
        : base(output, input, map)
    {
    }
}
