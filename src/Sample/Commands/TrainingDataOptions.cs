using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Sample.Data.Tables;
using MlNetShallow.Sample.Models;

namespace MlNetShallow.Sample.Commands;

/// <summary>The options that name what is learnt from, pictures or a table, and what is tested with.</summary>
internal sealed class TrainingDataOptions
{
    private readonly Option<string> _data = OptionFactory.Path(
        "--data",
        "DIR|FILE",
        $"The training set: a folder that holds one folder of pictures for each class, or a table ({Table.Kinds}).");

    private readonly Option<string?> _positive = OptionFactory.Positive();
    private readonly TableOptions _table = new();

    private readonly Option<int> _height = OptionFactory.Integer(
        "--height", "The height that pictures are brought to.", 64, least: 1, ImageFlatteningEstimator.Options.LargestSide);

    private readonly Option<int> _width = OptionFactory.Integer(
        "--width", "The width that pictures are brought to.", 64, least: 1, ImageFlatteningEstimator.Options.LargestSide);

    public Option<string?> Test { get; } = OptionFactory.Text(
        "--test", "DIR|FILE", "A test set of the same form, on which what is learnt is evaluated.");

    /// <summary>Adds them, and refuses what is not for the data.</summary>
    public void AddTo(Command command)
    {
        command.AddOptions(_data, Test, _positive);
        _table.AddTo(command, _data, [_height, _width]);
        command.AddOptions(_height, _width);
    }

    /// <summary>Opens the data, and looks whether they can be learnt from.</summary>
    public ITrainingData Open(MLContext mlContext, ParseResult parsed, CancellationToken cancellation)
    {
        (string data, string? test) = (parsed.GetRequiredValue(_data), parsed.GetValue(Test));
        string? positive = parsed.GetValue(_positive);
        return Table.IsTable(data)
            ? TableTrainingData.Open(
                mlContext, data, test, _table.Label(parsed), _table.Task(parsed), positive, _table.Ignored(parsed), cancellation)
            : PictureTrainingData.Open(
                mlContext, data, test, positive, parsed.GetValue(_height), parsed.GetValue(_width), cancellation);
    }
}
