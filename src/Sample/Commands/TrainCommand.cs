using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Models;
using MlNetShallow.Sample.Output;
using MlNetShallow.Sample.Report;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>train</c>: pictures in, a model out.</summary>
internal sealed class TrainCommand : Command
{
    private readonly Option<string> _data = OptionFactory.Path(
        "--data", "DIR", "The training set: a folder that holds one folder of pictures for each class.");

    private readonly Option<string?> _test = new("--test")
    {
        HelpName = "DIR",
        Description = "A test set of the same form, on which the trained network is evaluated.",
    };

    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The file that the model is saved in.");
    private readonly Option<string?> _positive = OptionFactory.Positive();
    private readonly TrainerOptions _trainer = new();

    private readonly Option<int> _height = OptionFactory.Integer(
        "--height", "The height that pictures are brought to.", 64, least: 1, ImageFlatteningEstimator.Options.LargestSide);

    private readonly Option<int> _width = OptionFactory.Integer(
        "--width", "The width that pictures are brought to.", 64, least: 1, ImageFlatteningEstimator.Options.LargestSide);

    private readonly Option<bool> _force = OptionFactory.Flag("--force", "Replace the model file if it exists.");

    private readonly Option<bool> _saveOnCancel = OptionFactory.Flag(
        "--save-on-cancel", "After Ctrl-C, save what is learnt so far. Without it nothing is saved.");

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        HelpName = "FILE",
        Description = "After each epoch, put the training into this file, for --resume to go on from.",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        HelpName = "FILE",
        Description = "Go on from a checkpoint of a training with the same pictures and options, to the same result.",
    };

    private readonly ReportOption _report = new();
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public TrainCommand(Screen screen, CancellationToken cancellation)
        : base("train", "Train a network on labelled pictures and save it.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        foreach (Option option in (Option[])[_data, _test, _model, _positive])
            Options.Add(option);
        _trainer.AddTo(this);
        foreach (Option option in (Option[])[_height, _width, _force, _saveOnCancel, _checkpoint, _resume, _report])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var modelFile = new OutputFile(parsed.GetRequiredValue(_model), parsed.GetValue(_force));
        OutputFile? report = _report.Open(parsed, parsed.GetValue(_force));
        LabelledFolder training = LabelledFolder.Open(parsed.GetRequiredValue(_data), parsed.GetValue(_positive));
        LabelledFolder? test = parsed.GetValue(_test) is { } folder ? LabelledFolder.Open(
            folder, training.Positive, hasSeveralClasses: training.Positive is null) : null;
        if (training.Positive is null)
            test?.CheckClasses([.. training.Classes]);
        _screen.Output.WriteLine(training.DescribeClasses());
        _screen.Output.WriteLine($"training set: {training.DescribeCounts()}");
        if (test is not null)
            _screen.Output.WriteLine($"test set: {test.DescribeCounts()}");

        var mlContext = new MLContext();
        IDataView data = mlContext.Data.LoadFromEnumerable(training.Read(_cancellation));
        ITransformer model = ProgressReporter.Show(
            _screen, progress => Train(mlContext, data, parsed, progress, training.Positive is null));

        ShallowNetworkModelParameters learnt = ShallowNetworkModelParameters.FromModel(model);
        bool isCancelled = learnt.StopReason == StopReason.Cancelled;
        if (isCancelled && !parsed.GetValue(_saveOnCancel))
            _cancellation.ThrowIfCancellationRequested();
        ModelFile.Save(mlContext, model, data.Schema, modelFile);
        if (isCancelled)
        {
            _screen.Error.WriteLine($"Stopped after {learnt.History.Count} of {_trainer.Epochs(parsed)} epochs; "
                + $"what is learnt so far is saved in {modelFile.Path}.");
            return Program.Failed;
        }

        _screen.Output.WriteLine($"model: {modelFile.Path}");
        var sets = Evaluate(mlContext, model, training, test);
        if (report is not null)
        {
            ReportOption.Write(report, new ReportBuilder(mlContext, model, _cancellation), modelFile.Path, sets, parsed);
            _screen.Output.WriteLine($"report: {report.Path}");
        }

        return Program.Done;
    }

    private ITransformer Train(
        MLContext mlContext, IDataView data, ParseResult parsed, Action<TrainingProgress> progress, bool hasSeveralClasses)
    {
        (int height, int width) = (parsed.GetValue(_height), parsed.GetValue(_width));
        return hasSeveralClasses
            ? PicturePipeline.Train(mlContext, data, Read<ShallowNetworkMulticlassTrainer.Options>(), height, width)
            : PicturePipeline.Train(mlContext, data, Read<ShallowNetworkBinaryTrainer.Options>(), height, width);

        TOptions Read<TOptions>()
            where TOptions : ShallowNetworkTrainerBase.ClassificationOptionsBase, new()
        {
            TOptions options = _trainer.Read<TOptions>(parsed);
            (options.Progress, options.CancellationToken) = (progress, _cancellation);
            if (parsed.GetValue(_checkpoint) is { } file)
                options.Checkpoint = checkpoint => checkpoint.Save(file);
            if (parsed.GetValue(_resume) is { } resumed)
                options.ResumeFrom = TrainingCheckpoint.Load(resumed);
            return options;
        }
    }

    private List<(string Name, LabelledFolder Folder, MetricsReport Report)> Evaluate(
        MLContext mlContext, ITransformer model, LabelledFolder training, LabelledFolder? test)
    {
        List<(string Name, LabelledFolder Folder, MetricsReport Report)> sets = [Measure("training set", training)];
        if (test is not null)
            sets.Add(Measure("test set", test));
        MetricsReport.WriteSummary(_screen, [.. sets.Select(set => (set.Name, set.Report))]);
        return sets;

        (string, LabelledFolder, MetricsReport) Measure(string name, LabelledFolder folder)
            => (name, folder, PicturePipeline.Evaluate(mlContext, model, folder, _cancellation));
    }
}
