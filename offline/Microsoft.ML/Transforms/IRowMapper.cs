namespace Microsoft.ML.Data;

/// <summary>The columns that a transformer adds to rows of one input schema, and how they are computed.</summary>
internal interface IRowMapper
{
    DataViewSchema.DetachedColumn[] GetOutputColumns();

    /// <summary>The input columns (by index) that the active ones of the added columns need.</summary>
    Func<int, bool> GetDependencies(Func<int, bool> activeOutput);

    /// <summary>One <see cref="ValueGetter{TValue}"/> for each active added column, null for the others.</summary>
    Delegate?[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer);
}
