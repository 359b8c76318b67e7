namespace Microsoft.ML.Data;

/// <summary>Writes the values of a row into the members of an object of the user's.</summary>
internal sealed class RowFiller<TRow>
    where TRow : class
{
    private readonly List<(TypedColumn<TRow> Member, DataViewSchema.Column Column)> _bindings = [];

    internal RowFiller(DataViewSchema schema, bool ignoreMissingColumns)
    {
        foreach (var member in TypedColumn<TRow>.CreateAll(SchemaDefinition.OfWritable(typeof(TRow))))
        {
            string name = member.Column.Name;
            if (schema.GetColumnOrNull(name) is { } column)
            {
                Contracts.Check(
                    member.Accepts(column.Type),
                    $"Can't bind the column '{name}' of type '{column.Type}' to '{member}' of {typeof(TRow)}.");
                _bindings.Add((member, column));
            }
            else if (!ignoreMissingColumns)
            {
                throw Contracts.MissingColumn(nameof(schema), "source", name);
            }
        }
    }

    internal IEnumerable<DataViewSchema.Column> Columns => _bindings.Select(binding => binding.Column);

    internal Action<TRow> Bind(DataViewRow row)
    {
        Action<TRow>[] setters = [.. _bindings.Select(binding => binding.Member.CreateSetter(row, binding.Column))];
        return target => Array.ForEach(setters, setter => setter(target));
    }
}
