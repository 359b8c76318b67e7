using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.Transforms;

/// <summary>A custom mapping in a pipeline: there is nothing to learn, only the schema to check.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : IEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly CustomMappingTransformer<TSrc, TDst> _transformer;

    internal CustomMappingEstimator(CustomMappingTransformer<TSrc, TDst> transformer) => _transformer = transformer;

    public CustomMappingTransformer<TSrc, TDst> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _transformer.GetOutputSchema(input.Schema);
        return _transformer;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaDefinition definition = _transformer.InputSchemaDefinition ?? SchemaDefinition.Create(typeof(TSrc));
        foreach (TypedColumn member in TypedColumn.CreateAll(typeof(TSrc), definition))
        {
            var wanted = SchemaShape.Column.Create(member.Column.Name, member.Column.Type);
            if (!inputSchema.TryFindColumn(wanted.Name, out SchemaShape.Column found))
                throw Contracts.MissingColumn(nameof(inputSchema), "input", wanted.Name);
            if (!Accepts(wanted, found))
            {
                string type = $"{found.Kind} {(found.IsKey ? "key " : "")}{found.ItemType}";
                throw Contracts.SchemaMismatch(nameof(inputSchema), "input", wanted.Name, $"{member.Column.Type}", type);
            }
        }

        DataViewSchema added = TypedRow<TDst>.CreateSchema(_transformer.AddedColumns);
        return inputSchema.With(SchemaShape.Create(added));
    }

    private static bool Accepts(SchemaShape.Column wanted, SchemaShape.Column found) =>
        wanted.ItemType == found.ItemType
        && wanted.IsKey == found.IsKey
        && (wanted.Kind == found.Kind || (wanted.Kind == VectorKind.VariableVector && found.Kind == VectorKind.Vector));
}
