namespace MlNetShallow.Data.Tables;

/// <summary>How the columns of a table become features.</summary>
/// <param name="Numbers">Numbers, taken as they are, and vectors of them.</param>
/// <param name="Categories">Texts of few different values: each value is a feature of 0 or 1.</param>
/// <param name="Texts">Other texts: their words and letters are features.</param>
internal sealed record TableFeatures(
    IReadOnlyList<TableColumn> Numbers, IReadOnlyList<string> Categories, IReadOnlyList<string> Texts)
{
    /// <summary>The most different values that a text column may have to be one of categories.</summary>
    private const int MostCategories = 100;

    /// <summary>Whether the mean stands in for numbers that are missing.</summary>
    public bool Imputes { get; init; }

    /// <summary>Whether there are features of 0 or 1 that say which numbers were missing.</summary>
    public bool MarksNumbers { get; init; }

    /// <summary>The categories of which an empty text is one more.</summary>
    public IReadOnlyList<string> CategoriesWithEmpty { get; init; } = [];

    public IEnumerable<TableColumn> Columns => [.. Numbers, .. Categories.Concat(Texts).Select(TableColumn.Text)];

    /// <summary>Takes all columns of a table but some.</summary>
    /// <exception cref="InvalidDataException">None is left, or one has no values.</exception>
    public static TableFeatures Find(Table table, TableLabel label, IReadOnlyCollection<string> ignored)
    {
        HashSet<string> labels = [.. label.Columns.Select(column => column.Name)];
        foreach (string name in ignored)
            table.Find(name, "which --ignore names");
        ColumnSummary[] columns = [.. table.Columns.Where(column => !labels.Contains(column.Name) && !ignored.Contains(column.Name))];
        if (columns.Length == 0)
            throw new InvalidDataException($"The table '{table.Path}' has no column to learn from beside '{label.Name}'.");
        if (columns.FirstOrDefault(column => column is { Vector: null, IsNumber: false, FirstText: null }) is { } empty)
        {
            throw new InvalidDataException(
                $"Column '{empty.Name}' of '{table.Path}' has no values; --ignore {empty.Name} leaves it out.");
        }

        bool IsNumber(ColumnSummary column) => column.Vector is not null || column.IsNumber;
        bool IsCategory(ColumnSummary column) => !column.HasMoreValues && column.FirstRows.Count <= MostCategories;
        ColumnSummary[] texts = [.. columns.Where(column => !IsNumber(column))];
        return new TableFeatures(
            [.. columns.Where(IsNumber).Select(
                column => column.Vector is null ? TableColumn.Number(column.Name) : new TableColumn(column.Name, column.Vector))],
            [.. texts.Where(IsCategory).Select(column => column.Name)],
            [.. texts.Where(column => !IsCategory(column)).Select(column => column.Name)]);
    }

    public override string ToString()
    {
        (string Kind, IEnumerable<string> Names)[] kinds =
            [("numbers", Numbers.Select(column => column.Name)), ("categories", Categories), ("texts", Texts)];
        return string.Join(
            "; ", kinds.Where(kind => kind.Names.Any()).Select(kind => $"{kind.Kind}: {string.Join(", ", kind.Names)}"));
    }
}
