using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Models;
using MlNetShallow.Evaluation.Reports;
using MlNetShallow.Evaluation.Scored;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>train</c>: pictures or a table in, a model out.</summary>
internal sealed class TrainCommand : Command
{
    private readonly TrainingDataOptions _data = new(takesOffset: true);
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The file that the model is saved in.");
    private readonly TrainerOptions _trainer = new();

    private readonly Option<bool> _force = OptionFactory.Flag(
        "--force", "Replace the model file, and that of the report, if they exist.");

    private readonly Option<string?> _checkpoint = OptionFactory.Text(
        "--checkpoint", "FILE", "After each epoch, put the training into this file, for --resume to start from.");

    private readonly Option<string?> _resume = OptionFactory.Text(
        "--resume", "FILE", "Go on from a checkpoint of a training with the same data and options, to the same result.");

    private readonly Option<string?> _continue = OptionFactory.Text(
        "--continue", "FILE", "Train the network of this saved model further, on new data with its columns or classes.");

    private readonly ReportOption _report = new();
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public TrainCommand(Screen screen, CancellationToken cancellation)
        : base("train", "Train a network on labelled pictures or on a table and save it.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        _data.AddTo(this, needsLabel: result => result.GetResult(_continue) is null);
        this.AddOptions(_model);
        _trainer.AddTo(this);
        this.AddOptions(_force, _checkpoint, _resume, _continue, _report);
        this.RefuseTogether(_continue, [.. _data.OfTheFeatures, .. _trainer.OfTheNetwork], "the model has it already");
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        parsed.RefuseSharedFiles(writes: [_model, _report, _checkpoint], reads: _data.Files);
        // The checkpoint that a training resumes from may be the one it writes.
        parsed.RefuseSharedFiles(writes: [_model, _report], reads: [_resume]);
        // A model may be replaced by what becomes of it.
        parsed.RefuseSharedFiles(writes: [_report, _checkpoint], reads: [_continue]);
        var modelFile = new OutputFile(parsed.GetRequiredValue(_model), parsed.GetValue(_force));
        OutputFile? report = _report.Open(parsed, parsed.GetValue(_force));
        if (_data.Offset(parsed) is not null && !_trainer.LossOf(parsed).HasLogLink)
            throw new InvalidDataException($"--offset is for --loss poisson and gamma, not {_trainer.LossOf(parsed)}.");
        var mlContext = new MLContext();
        ITrainable data = parsed.GetValue(_continue) is { } continued
            ? _data.Continue(mlContext, continued, parsed, _cancellation)
            : _data.Open(mlContext, parsed, _cancellation);
        foreach (string line in data.Describe())
            _screen.Output.WriteLine(line);
        int epochs = 0;
        string metric = MetricNames.ByLoss(data.ValidationMetric, _trainer.LossOf(parsed) == RegressionLoss.Squared);
        ITransformer model = ProgressReporter.Show(
            _screen,
            progress => data.Train(new OptionsReader(this, parsed, epoch =>
            {
                epochs = epoch.Epochs;
                progress(epoch);
            })),
            metric);

        ShallowNetworkModelParameters learnt = ShallowNetworkModelParameters.FromModel(model);
        if (learnt.History.Count > epochs)
            epochs = learnt.History.Count;
        // Before the first epoch is done there is nothing worth the place of a model that may be there.
        if (learnt.History.Count == 0)
            _cancellation.ThrowIfCancellationRequested();
        ModelFile.Save(mlContext, model, data.InputSchema, modelFile);
        if (learnt.StopReason == StopReason.Cancelled)
        {
            _screen.Error.WriteLine($"Stopped after {learnt.History.Count} of {epochs} epochs; "
                + $"what is learnt so far is saved in {modelFile.Path}.");
            return Program.Failed;
        }

        foreach (string line in TrainingEnd.Describe(learnt, epochs, metric))
            _screen.Output.WriteLine(line);
        _screen.Output.WriteLine($"model: {modelFile.Path}");
        if (learnt.SkippedRows > 0)
            _screen.Error.WriteLine($"{learnt.SkippedRows} rows with missing or infinite values were left out.");
        (string Name, ScoredSet Set)[] sets = [.. data.Score(model)];
        (string Set, ModelMetrics Report)[] metrics = [.. sets.Select(item => (item.Name, item.Set.Evaluate()))];
        MetricsOnTerminal.Write(_screen, metrics);
        if (report is null)
            return Program.Done;
        ScoredSet last = sets[^1].Set;
        last.Options.SetName = sets[^1].Name;
        last.Options.IsTrainingSet = sets.Length == 1;
        last.Options.OtherSets = metrics[..^1];
        last.Options.ModelPath = modelFile.Path;
        last.Options.Facts = [.. ReportOption.OptionsOf(parsed)];
        report.Write(stream => Report.Write(stream, last));
        _screen.Output.WriteLine($"report: {report.Path}");
        return Program.Done;
    }

    private sealed class OptionsReader(TrainCommand command, ParseResult parsed, Action<TrainingProgress> progress)
        : IOptionsReader
    {
        public TOptions Read<TOptions>()
            where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        {
            TOptions options = command._trainer.Read<TOptions>(parsed);
            (options.Progress, options.CancellationToken) = (progress, command._cancellation);
            if (parsed.GetValue(command._checkpoint) is { } file)
                options.Checkpoint = checkpoint => checkpoint.Save(file);
            if (parsed.GetValue(command._resume) is { } resumed)
                options.ResumeFrom = TrainingCheckpoint.Load(resumed);
            return options;
        }
    }
}
