using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Models;

namespace MlNetShallow.Sample.Commands;

/// <summary>The options that name what is learnt from, pictures or a table, and what is tested with.</summary>
/// <param name="takesOffset">Whether one of them names the offset of a table.</param>
internal sealed class TrainingDataOptions(bool takesOffset = false)
{
    private readonly Option<string> _data = OptionFactory.Path(
        "--data",
        "DIR|FILE",
        $"The training set: a folder that holds one folder of pictures for each class, or a table ({Table.Kinds}).");

    private readonly Option<string?> _positive = OptionFactory.Positive();
    private readonly TableOptions _table = new(takesOffset);

    private readonly Option<int> _height = OptionFactory.Integer(
        "--height", "The height that pictures are brought to.", 64, least: 1, ImageFlatteningEstimator.Options.LargestSide);

    private readonly Option<int> _width = OptionFactory.Integer(
        "--width", "The width that pictures are brought to.", 64, least: 1, ImageFlatteningEstimator.Options.LargestSide);

    private readonly Option<bool> _keepOrientation = OptionFactory.Flag(
        "--keep-orientation", "Leave pictures as they are stored, even where their EXIF data say how the camera was held.");

    private readonly Option<bool> _decodeInFull = OptionFactory.Flag(
        "--decode-in-full", "Decode large JPEG and WebP pictures in full, and only then bring them to size: slower.");

    public Option<string?> Test { get; } = OptionFactory.Text(
        "--test", "DIR|FILE", "A test set of the same form, on which what is learnt is evaluated.");

    /// <summary>The options that name what is read.</summary>
    public Option[] Files => [_data, Test];

    /// <summary>The options that say how features and classes are made of the data.</summary>
    public Option[] OfTheFeatures => [_positive, .. _table.OfTheFeatures, _height, _width, _keepOrientation, _decodeInFull];

    /// <summary>The offset of a table; null for none.</summary>
    public string? Offset(ParseResult parsed) => _table.Offset(parsed);

    /// <summary>Adds them, and refuses what is not for the data.</summary>
    /// <param name="command">The command.</param>
    /// <param name="needsLabel">Whether the label of a table has to be named.</param>
    public void AddTo(Command command, Func<CommandResult, bool> needsLabel)
    {
        command.AddOptions(_data, Test, _positive);
        _table.AddTo(command, _data, [_height, _width, _keepOrientation, _decodeInFull], needsLabel);
        command.AddOptions(_height, _width, _keepOrientation, _decodeInFull);
    }

    /// <summary>Opens the data, and looks whether they can be learnt from.</summary>
    public ITrainingData Open(MLContext mlContext, ParseResult parsed, CancellationToken cancellation)
    {
        (string data, string? test) = (parsed.GetRequiredValue(_data), parsed.GetValue(Test));
        string? positive = parsed.GetValue(_positive);
        return Table.IsTable(data)
            ? TableTrainingData.Open(
                mlContext,
                data,
                test,
                _table.Label(parsed)!,
                _table.Task(parsed),
                positive,
                _table.Ignored(parsed),
                _table.Offset(parsed),
                _table.Missing(parsed),
                cancellation)
            : PictureTrainingData.Open(mlContext, data, test, positive, Form(parsed), cancellation);
    }

    /// <summary>Opens the data for a model that is trained further, and looks whether they fit it.</summary>
    public ITrainable Continue(MLContext mlContext, string model, ParseResult parsed, CancellationToken cancellation)
    {
        (string data, string? test) = (parsed.GetRequiredValue(_data), parsed.GetValue(Test));
        return Table.IsTable(data)
            ? ContinuedTraining.OfTable(mlContext, model, data, test, _table.Label(parsed), cancellation)
            : ContinuedTraining.OfPictures(mlContext, model, data, test, cancellation);
    }

    private PictureForm Form(ParseResult parsed) => new(
        parsed.GetValue(_height),
        parsed.GetValue(_width),
        ApplyOrientation: !parsed.GetValue(_keepOrientation),
        ScaleWhileDecoding: !parsed.GetValue(_decodeInFull));
}
