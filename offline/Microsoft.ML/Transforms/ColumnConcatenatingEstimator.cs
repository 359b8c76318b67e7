using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.Transforms;

/// <summary>Joins columns of one item type to one vector.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingEstimator(string output, string[] inputs)
    {
        Contracts.CheckName(output, "outputColumnName");
        Contracts.CheckParam(inputs.Length > 0, "inputColumnNames", "Input columns not specified");
        Array.ForEach(inputs, input => Contracts.CheckName(input, "inputColumnNames"));
        (_output, _inputs) = (output, inputs);
    }

    public ColumnConcatenatingTransformer Fit(IDataView input) => new ColumnConcatenatingTransformer(_output, _inputs);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column[] columns = [.. _inputs.Select(inputSchema.Find)];
        DataViewType itemType = columns[0].ItemType;
        foreach (SchemaShape.Column column in columns)
        {
            Contracts.Check(!column.IsKey, $"Column '{column.Name}' is key. Concatenation of keys is unsupported.");
            Contracts.Check(
                column.ItemType.Equals(itemType), $"Column '{column.Name}' holds {column.ItemType}, the first one {itemType}.");
        }

        bool isVariable = columns.Any(column => column.Kind == VectorKind.VariableVector);
        VectorKind kind = isVariable ? VectorKind.VariableVector : VectorKind.Vector;
        // A scalar or a vector with named slots names slots.
        bool isNamed = !isVariable && columns.Any(column => column.Kind == VectorKind.Scalar
            || column.Annotations.Any(annotation => annotation.Name == AnnotationsExtensions.SlotNames));
        SchemaShape? annotations = isNamed
            ? new([new(AnnotationsExtensions.SlotNames, VectorKind.Vector, TextDataViewType.Instance, isKey: false)])
            : null;
        return inputSchema.With(new SchemaShape.Column(_output, kind, itemType, isKey: false, annotations));
    }
}
