using Microsoft.ML;

namespace MlNetShallow.Input;

/// <summary>The columns that a trainer reads.</summary>
internal sealed record ColumnNames(string Label, string Features, string? Weight)
{
    public DataViewSchema.Column[] Find(DataViewSchema schema)
        => Weight is null ? [schema[Label], schema[Features]] : [schema[Label], schema[Features], schema[Weight]];

    public override string ToString()
        => $"label column '{Label}', feature column '{Features}'" +
            (Weight is null ? "" : $" or example weight column '{Weight}'");
}
