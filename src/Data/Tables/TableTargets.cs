namespace MlNetShallow.Data.Tables;

/// <summary>Several columns that are predicted together: numbers, or flags that are 0 or 1.</summary>
/// <param name="Columns">The columns: numbers, or texts whose values are <see cref="Flags"/>.</param>
internal sealed record TableTargets(IReadOnlyList<TableColumn> Columns)
{
    private const string Wanted = "of several labels each is 0 or 1 (or false and true, no and yes)";

    /// <summary>What texts stand for, where labels are flags.</summary>
    public static IReadOnlyDictionary<string, float> Flags { get; } = new Dictionary<string, float>
    {
        ["0"] = 0, ["false"] = 0, ["False"] = 0, ["FALSE"] = 0, ["no"] = 0, ["No"] = 0, ["NO"] = 0,
        ["1"] = 1, ["true"] = 1, ["True"] = 1, ["TRUE"] = 1, ["yes"] = 1, ["Yes"] = 1, ["YES"] = 1,
    };

    public IReadOnlyList<string> Names => [.. Columns.Select(column => column.Name)];

    /// <summary>The columns that a text names, separated by commas; null where it names one, as it does where a column has its very
    /// name.</summary>
    /// <exception cref="InvalidDataException">A name is empty or given twice.</exception>
    public static string[]? NamesOf(Table table, string text)
    {
        if (!text.Contains(',') || table.Columns.Any(column => column.Name == text))
            return null;
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        if (names.Contains(""))
            throw new InvalidDataException($"--label {text} has an empty name; labels are separated by one comma.");
        return names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw new InvalidDataException($"--label {text} names '{twice}' twice; each label is wanted once.")
            : names;
    }

    /// <summary>Takes several columns as labels.</summary>
    /// <param name="table">The table.</param>
    /// <param name="text">How they are named together.</param>
    /// <param name="names">The columns.</param>
    /// <param name="task">What is to be learnt of each, or of all; null to go by the columns: flags where all are, else
    /// numbers.</param>
    /// <exception cref="InvalidDataException">They do not fit.</exception>
    public static TableLabel Find(Table table, string text, IReadOnlyList<string> names, TableTask? task)
    {
        ColumnSummary[] columns = [.. names.Select(name => table.Find(name, "which --label names"))];
        TableTask found = task switch
        {
            null => columns.All(column => FirstOther(column) is null) ? TableTask.MultiLabel : TableTask.MultiTarget,
            TableTask.Binary or TableTask.MultiLabel => TableTask.MultiLabel,
            TableTask.Regression or TableTask.MultiTarget => TableTask.MultiTarget,
            _ => throw new InvalidDataException(
                $"--task multiclass is for one label; --label {text} names {names.Count}, each a number or 0 or 1."),
        };
        var targets = new TableTargets([.. columns.Select(column => column.IsNumber || found == TableTask.MultiTarget
            ? TableColumn.Number(column.Name) : TableColumn.Text(column.Name))]);
        targets.Check(table, found);
        return new TableLabel(text, found, []) { Targets = targets };
    }

    /// <summary>Finds the labels of a model of several in a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="text">How they are named; null for the names that the model knows.</param>
    /// <param name="path">The model's file.</param>
    /// <param name="learnt">The model.</param>
    /// <exception cref="InvalidDataException">There are more or fewer of them than the model predicts, or they do not
    /// fit.</exception>
    public static TableLabel OfModel(Table table, string? text, string path, ShallowNetworkModelParameters learnt)
    {
        IReadOnlyList<string> known = learnt.TargetNames;
        IReadOnlyList<string> names = text is null ? known : NamesOf(table, text) ?? [text];
        if (names.Count != known.Count)
        {
            throw new InvalidDataException($"The model '{path}' predicts {known.Count} labels ({string.Join(", ", known)}); "
                + $"--label {text} names {names.Count}.");
        }

        bool areFlags = learnt.Network.Shape.OutputLayer == OutputLayer.Labels;
        return Find(
            table, text ?? string.Join(',', names), names, areFlags ? TableTask.MultiLabel : TableTask.MultiTarget);
    }

    /// <summary>Makes sure that a table has these labels in every row.</summary>
    /// <exception cref="InvalidDataException">It has not.</exception>
    public void Check(Table table, TableTask task)
    {
        foreach (string name in Names)
        {
            ColumnSummary column = table.Find(name, "a label");
            if (column.Vector is not null)
                throw new InvalidDataException($"The label column '{name}' of '{table.Path}' is {column.Vector}; it must be a scalar.");
            bool areNumbers = task == TableTask.MultiTarget;
            TableLabel.CheckAllThere(table, column, areNumbers ? TableTask.Regression : TableTask.Binary);
            if (!areNumbers && FirstOther(column) is { } other)
            {
                throw new InvalidDataException(
                    $"The label column '{name}' of '{table.Path}' has '{other.Key}' in row {other.Value}; {Wanted}.");
            }
        }
    }

    /// <summary>The first value that is no flag, and its row.</summary>
    private static KeyValuePair<string, long>? FirstOther(ColumnSummary column)
    {
        foreach (KeyValuePair<string, long> value in column.FirstRows)
        {
            bool isFlag = column.IsNumber
                ? TableNumber.TryRead(value.Key, out float number) && number is 0 or 1
                : Flags.ContainsKey(value.Key);
            if (!isFlag)
                return value;
        }

        return null;
    }
}
