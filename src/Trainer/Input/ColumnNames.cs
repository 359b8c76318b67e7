using Microsoft.ML;

namespace MlNetShallow.Input;

/// <summary>The columns that a trainer reads.</summary>
internal sealed record ColumnNames(string Label, string Features, string? Weight, string? Offset)
{
    /// <summary>What each is read for, as messages call it.</summary>
    public IEnumerable<(string Role, string Name)> Roles
    {
        get
        {
            yield return ("label", Label);
            yield return ("feature", Features);
            if (Weight is not null)
                yield return ("example weight", Weight);
            if (Offset is not null)
                yield return ("offset", Offset);
        }
    }

    public DataViewSchema.Column[] Find(DataViewSchema schema) => [.. Roles.Select(column => schema[column.Name])];

    public override string ToString()
    {
        string[] columns = [.. Roles.Select(column => $"{column.Role} column '{column.Name}'")];
        return columns is [var label, var features] ? $"{label}, {features}"
            : $"{string.Join(", ", columns[..^1])} or {columns[^1]}";
    }
}
