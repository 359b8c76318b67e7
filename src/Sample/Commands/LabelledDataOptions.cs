using System.CommandLine;
using MlNetShallow.Sample.Data.Tables;

namespace MlNetShallow.Sample.Commands;

/// <summary>The options that name the labelled data, pictures or a table, which a model is measured on.</summary>
internal sealed class LabelledDataOptions
{
    private readonly Option<string> _data = OptionFactory.Path(
        "--data", "DIR|FILE", $"A folder that holds one folder of pictures for each class, or a table ({Table.Kinds}).");

    private readonly Option<string?> _positive = OptionFactory.Positive();

    private readonly Option<string?> _label = OptionFactory.Text(
        "--label",
        "COLUMN",
        "For a table: the column that was to be predicted. [default: the one that the model was trained on]");

    /// <summary>Adds them, and refuses what is not for the data.</summary>
    public void AddTo(Command command)
    {
        command.AddOptions(_data, _positive, _label);
        command.RefuseWhatIsNotForTheData(_data, forPictures: [_positive], forTables: [_label]);
    }

    public string Path(ParseResult parsed) => parsed.GetRequiredValue(_data);

    public string? Positive(ParseResult parsed) => parsed.GetValue(_positive);

    public string? Label(ParseResult parsed) => parsed.GetValue(_label);
}
