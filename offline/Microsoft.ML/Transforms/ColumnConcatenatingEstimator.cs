using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.Transforms;

/// <summary>Joins columns of one item type to one vector.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingEstimator(string output, string[] inputs)
    {
        Contracts.CheckParam(!string.IsNullOrEmpty(output), "outputColumnName", "An output column must be named.");
        ArgumentNullException.ThrowIfNull(inputs, "inputColumnNames");
        Contracts.CheckParam(inputs.Length > 0, "inputColumnNames", "Input columns not specified");
        Contracts.CheckParam(!inputs.Any(string.IsNullOrEmpty), "inputColumnNames", "Contained some null or empty items");
        _output = output;
        _inputs = inputs;
    }

    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ColumnConcatenatingTransformer(_output, _inputs);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column[] columns = [.. _inputs.Select(name => inputSchema.Find(name))];
        DataViewType itemType = columns[0].ItemType;
        foreach (SchemaShape.Column column in columns)
        {
            Contracts.Check(!column.IsKey, $"Column '{column.Name}' is key. Concatenation of keys is unsupported.");
            Contracts.Check(
                column.ItemType.Equals(itemType),
                $"Concatenated columns should have the same type. Column '{column.Name}' has type of {column.ItemType}, "
                + $"but expected column type is {itemType}.");
        }

        var annotations = new List<SchemaShape.Column>();
        if (columns.All(column => column.Has(AnnotationKinds.IsNormalized)))
            annotations.Add(new(AnnotationKinds.IsNormalized, VectorKind.Scalar, BooleanDataViewType.Instance, false));
        if (columns.Any(column => column.Kind == VectorKind.Scalar || column.Has(AnnotationKinds.SlotNames)))
            annotations.Add(new(AnnotationKinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false));

        bool isVariable = columns.Any(column => column.Kind == VectorKind.VariableVector);
        return inputSchema.With(new SchemaShape.Column(
            _output, isVariable ? VectorKind.VariableVector : VectorKind.Vector, itemType, false, new SchemaShape(annotations)));
    }
}
