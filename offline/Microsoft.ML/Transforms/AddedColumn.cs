namespace Microsoft.ML.Data;

/// <summary>Makes the getter of one column from a row.</summary>
internal delegate Delegate GetterFactory(DataViewRow input, out Action? disposer);

/// <summary>A column that is computed independently of its neighbours.</summary>
internal sealed record AddedColumn(DataViewSchema.DetachedColumn Column, int[] Sources, GetterFactory MakeGetter);

/// <summary>Adds columns that are computed independently of each other.</summary>
internal sealed class ColumnwiseMapper(AddedColumn[] columns) : IRowMapper
{
    public DataViewSchema.DetachedColumn[] GetOutputColumns() => [.. columns.Select(added => added.Column)];

    public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
    {
        var needed = columns.Where((_, i) => activeOutput(i)).SelectMany(added => added.Sources).ToHashSet();
        return needed.Contains;
    }

    public Delegate?[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer)
    {
        var getters = new Delegate?[columns.Length];
        disposer = null;
        for (int i = 0; i < columns.Length; i++)
        {
            if (activeOutput(i))
            {
                getters[i] = columns[i].MakeGetter(input, out Action? disposeOne);
                disposer += disposeOne;
            }
        }

        return getters;
    }
}
