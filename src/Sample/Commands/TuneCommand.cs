using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Comparisons.Tables;
using MlNetShallow.Evaluation.Models;
using MlNetShallow.Evaluation.Reports;
using MlNetShallow.Evaluation.Searches;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>tune</c>: pictures or a table in, a model with the best options that were found out.</summary>
internal sealed class TuneCommand : Command
{
    private const int MostMinutes = 60_000;
    private const int ShownTrials = 10;

    private readonly TrainingDataOptions _data = new();
    private readonly LossOptions _loss = new();
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The file that the winner is saved in.");

    private readonly Option<int?> _trials = OptionFactory.OptionalNumber<int>(
        "--trials",
        $"The number of sets of options to try. [default: {ShallowNetworkSearchOptions.DefaultTrials}, or what --minutes allow]",
        trials => trials >= 1,
        "a whole number of at least 1",
        NumberStyles.Integer);

    private readonly Option<double?> _minutes = OptionFactory.OptionalNumber<double>(
        "--minutes",
        "How long to try. [default: until --trials are done]",
        minutes => minutes is > 0 and <= MostMinutes,
        $"above 0 and at most {MostMinutes}");

    private readonly Option<int> _folds = OptionFactory.Integer(
        "--folds", "The number of folds for cross-validation, the same for all trials.", 5, least: 2);

    private readonly Option<int> _ensemble = OptionFactory.Integer(
        "--ensemble",
        "How many networks to train with the winner's options and to average in one; 1 for a plain network.",
        new ShallowNetworkSearchOptions().EnsembleSize,
        least: 1);

    private readonly Option<int> _seed = OptionFactory.Integer("--seed", "The seed of folds, options and trainings.", 1);

    private readonly Option<int> _threads = OptionFactory.Integer(
        "--threads",
        "The number of threads; 0 for one per processor. The result of --trials does not depend on it.",
        0,
        least: 0);

    private readonly Option<string?> _journal = OptionFactory.Text(
        "--journal", "FILE", "A file for the trials (.tsv), written after each fit. If it is there, the search goes on from it.");

    private readonly Option<string?> _output = OptionFactory.Text(
        "--output", "FILE", $"A file for the table of trials; its form follows from its extension: {ComparisonFile.Extensions}.");

    private readonly Option<bool> _force = OptionFactory.Flag(
        "--force", "Replace the model file and the output file if they exist.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public TuneCommand(Screen screen, CancellationToken cancellation)
        : base("tune", "Search for good options by cross-validation, train with the best and save the model.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        _data.AddTo(this, needsLabel: _ => true);
        this.AddOptions(_model);
        _loss.AddTo(this);
        this.AddOptions(_trials, _minutes, _folds, _ensemble, _seed, _threads, _journal, _output, _force);
        this.RefuseOtherTables(_output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        parsed.RefuseSharedFiles(writes: [_model, _journal, _output], reads: _data.Files);
        bool force = parsed.GetValue(_force);
        var modelFile = new OutputFile(parsed.GetRequiredValue(_model), force);
        OutputFile? output = parsed.GetValue(_output) is { } path ? new(path, force) : null;
        string? journal = parsed.GetValue(_journal);
        // That it can be written is found out now, not after a look at all the data.
        if (journal is not null)
            _ = new OutputFile(journal, overwrite: true);
        int seed = parsed.GetValue(_seed);
        var mlContext = new MLContext(seed);
        ITrainingData data = _data.Open(mlContext, parsed, _cancellation);
        string[] notes = [.. data.Describe()];
        Array.ForEach(notes, _screen.Output.WriteLine);
        LabelledExamples examples = data.Examples();
        RegressionLoss loss = _loss.ReadFor(examples, parsed);
        SearchResult result = ComparisonOnTerminal.Show(_screen, progress => NetworkSearch.Run(
            examples,
            new()
            {
                Trials = parsed.GetValue(_trials),
                TimeLimit = parsed.GetValue(_minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
                Folds = parsed.GetValue(_folds),
                Seed = seed,
                JournalPath = journal,
                Progress = progress,
                CancellationToken = _cancellation,
            },
            parsed.GetValue(_threads),
            loss));
        ComparisonOnTerminal.Write(_screen, TrialTable.Of(result, [], ShownTrials));
        output?.Write(stream => result.Write(
            stream, ComparisonFile.FormatOf(output.Path)!.Value, [.. notes, ReportFacts.VersionsInALine()]));
        if (output is not null)
            _screen.Output.WriteLine($"trials: {output.Path}");
        if (result.IsStopped)
            return Program.Failed;

        ITransformer model = ProgressReporter.Show(
            _screen, progress => data.Train(new Winner(result.Best, parsed, this, progress)),
            MetricNames.ByLoss(data.ValidationMetric, loss == RegressionLoss.Squared));
        _cancellation.ThrowIfCancellationRequested();
        ModelFile.Save(mlContext, model, data.InputSchema, modelFile);
        _screen.Output.WriteLine($"model: {modelFile.Path}");
        MetricsOnTerminal.Write(_screen, [.. data.Score(model).Select(item => (item.Name, item.Set.Evaluate()))]);
        return Program.Done;
    }

    private sealed class Winner(SearchTrial trial, ParseResult parsed, TuneCommand command, Action<TrainingProgress> progress)
        : IOptionsReader
    {
        public TOptions Read<TOptions>()
            where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        {
            var options = new TOptions
            {
                EnsembleSize = parsed.GetValue(command._ensemble),
                Seed = parsed.GetValue(command._seed),
                NumberOfThreads = parsed.GetValue(command._threads),
                Progress = progress,
                CancellationToken = command._cancellation,
            };
            if (options is ShallowNetworkRegressionTrainer.Options regression)
                regression.Loss = command._loss.Read(parsed);
            trial.ApplyTo(options);
            return options;
        }
    }
}
