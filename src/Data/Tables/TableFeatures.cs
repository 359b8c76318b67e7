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

    /// <summary>The column of what is added to the logit; no feature. Null for none.</summary>
    public string? Offset { get; init; }

    public IEnumerable<TableColumn> Columns =>
    [
        .. Numbers, .. Categories.Concat(Texts).Select(TableColumn.Text),
        .. Offset is null ? [] : (TableColumn[])[TableColumn.Number(Offset)],
    ];

    /// <summary>Takes all columns of a table but some.</summary>
    /// <param name="table">The table.</param>
    /// <param name="label">The label.</param>
    /// <param name="ignored">The columns to leave out.</param>
    /// <param name="offset">The offset; null for none.</param>
    /// <exception cref="InvalidDataException">None is left, one has no values, or the offset is no number.</exception>
    public static TableFeatures Find(
        Table table, TableLabel label, IReadOnlyCollection<string> ignored, string? offset = null)
    {
        HashSet<string> labels = [.. label.Columns.Select(column => column.Name)];
        foreach (string name in ignored)
            table.Find(name, "which --ignore names");
        if (offset is not null)
            CheckOffset(table, labels, table.Find(offset, "which --offset names"));
        ColumnSummary[] columns = [.. table.Columns.Where(
            column => !labels.Contains(column.Name) && column.Name != offset && !ignored.Contains(column.Name))];
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
            [.. texts.Where(column => !IsCategory(column)).Select(column => column.Name)])
        {
            Offset = offset,
        };
    }

    private static void CheckOffset(Table table, HashSet<string> labels, ColumnSummary column)
    {
        if (labels.Contains(column.Name))
            throw new InvalidDataException($"The column '{column.Name}' cannot be both the label and the offset.");
        if (column.Vector is not null)
        {
            throw new InvalidDataException(
                $"The offset column '{column.Name}' of '{table.Path}' is {column.Vector}; it must be a scalar.");
        }

        if (column.FirstText is { } text)
        {
            throw new InvalidDataException(
                $"The offset column '{column.Name}' of '{table.Path}' has '{text.Value}' in row {text.Row}; an offset is a number, "
                    + "the logarithm of what the mean grows with.");
        }
    }

    public override string ToString()
    {
        (string Kind, IEnumerable<string> Names)[] kinds =
        [
            ("numbers", Numbers.Select(column => column.Name)), ("categories", Categories), ("texts", Texts),
            ("offset", Offset is null ? [] : [Offset]),
        ];
        return string.Join(
            "; ", kinds.Where(kind => kind.Names.Any()).Select(kind => $"{kind.Kind}: {string.Join(", ", kind.Names)}"));
    }
}
