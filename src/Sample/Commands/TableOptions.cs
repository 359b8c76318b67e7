using System.CommandLine;
using System.CommandLine.Parsing;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Sample.Commands;

/// <summary>The options of train that are for tables.</summary>
/// <param name="takesOffset">Whether one of them names an offset.</param>
internal sealed class TableOptions(bool takesOffset)
{
    private static readonly Dictionary<string, TableTask> Tasks = new()
    {
        ["binary"] = TableTask.Binary,
        ["multiclass"] = TableTask.Multiclass,
        ["regression"] = TableTask.Regression,
    };

    private static readonly Dictionary<string, MissingValues> Handlings = new()
    {
        ["impute"] = MissingValues.Impute,
        ["skip"] = MissingValues.Skip,
    };

    private readonly Option<string?> _label = OptionFactory.Text(
        "--label",
        "COLUMN",
        "For a table: the column to be predicted; several, as in A,B, are predicted together: numbers, or flags of 0 or 1.");

    private readonly Option<string?> _task = OptionFactory.OptionalChoice(
        "--task",
        "For a table: what is learnt. [default: by the label: two values are binary, other texts multiclass, other numbers "
            + "regression]",
        Tasks.Keys);

    private readonly Option<string[]> _ignore = new("--ignore")
    {
        HelpName = "COLUMN",
        Description = "For a table: columns to leave out. All others but the label are learnt from.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _offset = OptionFactory.Text(
        "--offset",
        "COLUMN",
        "For a table, with --loss poisson or gamma: the column of what is added to the logit, such as the logarithm of the time "
            + "that was counted for. It is no feature; the model needs it to score.");

    private readonly Option<string> _missing = OptionFactory.Choice(
        "--missing",
        "For a table: impute has the column's mean stand in for a number that is missing, and a feature mark it; skip leaves out "
            + "rows that lack a number, and such a row has no prediction.",
        Handlings.Keys,
        "impute");

    /// <summary>Adds them, and refuses what is not for the data.</summary>
    /// <param name="command">The command.</param>
    /// <param name="data">The option that names the data.</param>
    /// <param name="forPictures">The options that are for pictures.</param>
    /// <param name="needsLabel">Whether the label has to be named.</param>
    public void AddTo(
        Command command, Option<string> data, IReadOnlyCollection<Option> forPictures, Func<CommandResult, bool> needsLabel)
    {
        Option[] options = takesOffset ? [_label, _task, _ignore, _offset, _missing] : [_label, _task, _ignore, _missing];
        command.AddOptions(options);
        command.RefuseWhatIsNotForTheData(data, forPictures, forTables: options);
        command.Validators.Add(result =>
        {
            if (result.GetResult(data) is { Tokens: [{ Value: { } path }] } && Table.IsTable(path)
                && result.GetResult(_label) is null && needsLabel(result))
                result.AddError($"{_label.Name} is needed: which column of the table is to be predicted?");
        });
    }

    /// <summary>The options that say how features and classes are made.</summary>
    public Option[] OfTheFeatures => [_task, _ignore, _missing];

    public string? Label(ParseResult parsed) => parsed.GetValue(_label);

    public TableTask? Task(ParseResult parsed) => parsed.GetValue(_task) is { } name ? Tasks[name] : null;

    public string[] Ignored(ParseResult parsed) => parsed.GetValue(_ignore) ?? [];

    public string? Offset(ParseResult parsed) => takesOffset ? parsed.GetValue(_offset) : null;

    public MissingValues Missing(ParseResult parsed) => Handlings[parsed.GetRequiredValue(_missing)];
}
