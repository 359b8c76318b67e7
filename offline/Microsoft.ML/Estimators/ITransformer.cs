using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Transforms data, and says beforehand what the schema of its output will be.</summary>
public interface ITransformer : ICanSaveModel
{
    bool IsRowToRowMapper { get; }

    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    IDataView Transform(IDataView input);

    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}
