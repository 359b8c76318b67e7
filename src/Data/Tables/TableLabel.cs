using System.Globalization;

namespace MlNetShallow.Data.Tables;

/// <summary>The column to be predicted, or several.</summary>
/// <param name="Name">The column; several as they are named together.</param>
/// <param name="Task">What is learnt.</param>
/// <param name="Classes">The names of the classes; of two, the second is class 1. None in a regression.</param>
internal sealed record TableLabel(string Name, TableTask Task, IReadOnlyList<string> Classes)
{
    private static readonly string[] Yes = ["1", "true", "yes", "positive"];

    public string Positive => Classes[1];

    /// <summary>Of several, what each is called and how it is read; else none.</summary>
    public TableTargets? Targets { get; init; }

    /// <summary>The columns, and how they are read.</summary>
    public IReadOnlyList<TableColumn> Columns
        => Targets?.Columns ?? [Task == TableTask.Regression ? TableColumn.Number(Name) : TableColumn.Text(Name)];

    /// <summary>Takes a column as label, or several.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The column; several are separated by commas.</param>
    /// <param name="task">What is to be learnt; null to go by the column: two values are binary, other texts classes, other
    /// numbers a regression.</param>
    /// <param name="positive">The class that is 1; null for the one that says so, or else the first by name.</param>
    /// <exception cref="InvalidDataException">The column does not fit.</exception>
    public static TableLabel Find(Table table, string name, TableTask? task, string? positive)
    {
        if (TableTargets.NamesOf(table, name) is { } names)
        {
            if (positive is not null)
                throw new InvalidDataException($"--positive {positive} is for one label; --label {name} names {names.Length}.");
            return TableTargets.Find(table, name, names, task);
        }

        ColumnSummary column = table.Find(name, "which --label names");
        if (column.Vector is not null)
        {
            throw new InvalidDataException(
                $"The label column '{name}' of '{table.Path}' is {column.Vector}; it must be a scalar.");
        }

        bool hasTwo = column.FirstRows.Count == 2;
        TableTask found = task ?? (positive is not null || hasTwo ? TableTask.Binary
            : column.IsNumber ? TableTask.Regression : TableTask.Multiclass);
        CheckAllThere(table, column, found);
        if (found == TableTask.Regression)
            return new TableLabel(name, found, []);
        if (column.HasMoreValues)
        {
            throw new InvalidDataException($"The label column '{name}' of '{table.Path}' has more than "
                + $"{ColumnSummary.MostValues} different values, too many for classes.");
        }

        string[] classes = [.. Sort(column.FirstRows.Keys)];
        if (classes.Length < 2)
            throw new InvalidDataException($"The label column '{name}' of '{table.Path}' has '{classes[0]}' in all rows.");
        if (found == TableTask.Multiclass)
            return new TableLabel(name, found, classes);
        if (!hasTwo)
        {
            throw new InvalidDataException($"The label column '{name}' of '{table.Path}' has {classes.Length} different values; "
                + "--task binary takes two.");
        }

        positive ??= classes.FirstOrDefault(value => Yes.Contains(value, StringComparer.OrdinalIgnoreCase)) ?? classes[0];
        if (!classes.Contains(positive))
        {
            throw new InvalidDataException(
                $"The label column '{name}' of '{table.Path}' has no '{positive}' (--positive); found: "
                    + $"{string.Join(", ", classes)}.");
        }

        return new TableLabel(name, found, [classes.Single(value => value != positive), positive]);
    }

    /// <summary>What the metric of validation examples is called.</summary>
    public string Metric => Task switch
    {
        TableTask.Regression => "R²",
        TableTask.MultiTarget => "mean R²",
        TableTask.MultiLabel => "mean accuracy",
        _ => "accuracy",
    };

    /// <summary>What is to be predicted, in words.</summary>
    public string Describe() => Task switch
    {
        TableTask.Binary => $"{Name}: 1 is {Positive}, 0 is {Classes[0]}.",
        TableTask.Multiclass => $"{Name}: {Classes.Count} classes: {string.Join(", ", Classes)}.",
        TableTask.MultiTarget => $"{string.Join(", ", Targets!.Names)}: {Targets.Names.Count} numbers.",
        TableTask.MultiLabel => $"{string.Join(", ", Targets!.Names)}: {Targets.Names.Count} labels, each 0 or 1.",
        _ => $"{Name}: a number.",
    };

    /// <summary>Makes sure that another table has this label, with these classes.</summary>
    /// <exception cref="InvalidDataException">It has not.</exception>
    public void Check(Table table)
    {
        if (Targets is { } targets)
        {
            targets.Check(table, Task);
            return;
        }

        ColumnSummary column = table.Find(Name, "the label");
        CheckAllThere(table, column, Task);
        if (Task == TableTask.Regression)
            return;
        foreach ((string value, long row) in column.FirstRows)
        {
            if (!Classes.Contains(value))
            {
                throw new InvalidDataException($"The label column '{Name}' of '{table.Path}' has '{value}' in row {row}, which "
                    + $"the model does not know; it knows {string.Join(", ", Classes)}.");
            }
        }
    }

    /// <summary>Makes sure that every row has a label, and a number in a regression.</summary>
    /// <exception cref="InvalidDataException">One has not.</exception>
    internal static void CheckAllThere(Table table, ColumnSummary column, TableTask task)
    {
        if (task == TableTask.Regression && column.FirstText is { } text)
        {
            throw new InvalidDataException(
                $"The label column '{column.Name}' of '{table.Path}' has '{text.Value}' in row {text.Row}; a regression takes "
                    + "numbers.");
        }

        if (column.FirstMissing(asNumber: task == TableTask.Regression) is { } row)
            throw new InvalidDataException($"The label column '{column.Name}' of '{table.Path}' has no value in row {row}.");
    }

    /// <summary>By number where all are, else by letter.</summary>
    private static IEnumerable<string> Sort(IEnumerable<string> values)
        => values.All(value => double.TryParse(value, CultureInfo.InvariantCulture, out _))
            ? values.OrderBy(value => double.Parse(value, CultureInfo.InvariantCulture))
                .ThenBy(value => value, StringComparer.Ordinal)
            : values.Order(StringComparer.Ordinal);
}
