using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetShallow.Input;
using MlNetShallow.Persistence;
using MlNetShallow.Tasks;
using MlNetShallow.Training;
using MlNetShallow.Training.Selection;

namespace MlNetShallow;

/// <summary>What the trainers of all tasks have in common. Trainers are immutable and thread-safe.</summary>
public abstract partial class ShallowNetworkTrainerBase
    : ITrainerEstimator<ShallowNetworkTransformer, ShallowNetworkModelParameters>
{
    private const long BlockBytes = 64L << 20;

    private readonly LearningTask _task;
    private readonly OptionsBase _options;
    private readonly ColumnNames _columns;
    private readonly IHostEnvironment _environment;
    private readonly int _seed;

    private protected ShallowNetworkTrainerBase(LearningTask task, OptionsBase options, IHostEnvironment? environment)
    {
        ArgumentNullException.ThrowIfNull(options);
        _task = task;
        _options = options.CheckedCopy();
        _columns = _options.Columns;
        _environment = environment ?? PrivateContext.Instance;
        _seed = _options.Seed ?? CatalogContext.SeedOf(_environment) ?? TrainerDefaults.Seed;
    }

    /// <summary>What the trainer asks of its data.</summary>
    public TrainerInfo Info => PrivateContext.TrainerInfo;

    /// <summary>The schema that a trained model will give, for a pipeline to check before it trains.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        CheckColumns(name => ColumnShape.Find(inputSchema, name));
        SchemaShape.Column label = inputSchema.Single(column => column.Name == _columns.Label);
        return _task.PromisedPredictions(label).AddTo(inputSchema);
    }

    /// <summary>Trains a network.</summary>
    /// <param name="input">The examples to learn from.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="ArgumentException">The validation fraction leaves no example to validate with, or there are not as
    /// many class weights as classes, or the label column, of a vector, is the feature column.</exception>
    /// <exception cref="InvalidOperationException">There are no valid rows, or all that have a weight are of one class, or a weight
    /// is negative, or a key or, for regression, a label or an offset is out of its range.</exception>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before it began, with nothing learnt before to
    /// return.</exception>
    public ShallowNetworkTransformer Fit(IDataView input) => Train(input, validationData: null, previous: null);

    /// <summary>Trains a network and measures on other examples how well it does and, where
    /// <see cref="OptionsBase.EarlyStopping"/> asks for it, when to stop.</summary>
    /// <param name="input">The examples to learn from.</param>
    /// <param name="validationData">The examples to measure on, in columns of the same names and types.</param>
    /// <inheritdoc cref="Fit(IDataView)"/>
    public ShallowNetworkTransformer Fit(IDataView input, IDataView validationData)
    {
        ArgumentNullException.ThrowIfNull(validationData);
        return Train(input, validationData, previous: null);
    }

    /// <summary>Trains a network further: a warm start. The optimizer starts without memory; the history is that of this
    /// training.</summary>
    /// <param name="input">The examples to learn from.</param>
    /// <param name="previous">What was learnt before, by a trainer for the same task with the same hidden units and the same
    /// activation.</param>
    /// <inheritdoc cref="Fit(IDataView)"/>
    public ShallowNetworkTransformer Fit(IDataView input, ShallowNetworkModelParameters previous)
    {
        ArgumentNullException.ThrowIfNull(previous);
        return Train(input, validationData: null, previous);
    }

    /// <summary>Trains a network further, and measures on other examples how well it does.</summary>
    /// <inheritdoc cref="Fit(IDataView, ShallowNetworkModelParameters)"/>
    /// <inheritdoc cref="Fit(IDataView, IDataView)"/>
    public ShallowNetworkTransformer Fit(
        IDataView input, IDataView validationData, ShallowNetworkModelParameters previous)
    {
        ArgumentNullException.ThrowIfNull(validationData);
        ArgumentNullException.ThrowIfNull(previous);
        return Train(input, validationData, previous);
    }

    private ShallowNetworkTransformer Train(
        IDataView input, IDataView? validationData, ShallowNetworkModelParameters? previous)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckColumns(name => ColumnShape.Find(input.Schema, name));
        if (validationData is not null)
            ColumnCheck.Same(_columns, input.Schema, validationData.Schema);
        DataViewSchema.Column label = input.Schema[_columns.Label];
        var shape = new NetworkShape(
            ((VectorDataViewType)input.Schema[_columns.Features].Type).Size,
            _options.HiddenLayers,
            _options.Activation,
            _task.OutputLayer,
            _task.Outputs(label));
        if (previous is not null && previous.Network.Shape != shape)
            throw OtherShape(previous.Network.Shape, shape);
        if (previous is not null && _options.EnsembleSize > 1)
        {
            throw new ArgumentException(
                $"One network is trained further; {nameof(_options.EnsembleSize)} is {_options.EnsembleSize}.", nameof(previous));
        }

        if (previous is null && _options.ResumeFrom is null && _options.CancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(
                "Training was cancelled before it began: there is nothing learnt to return.", _options.CancellationToken);
        }

        ShallowNetwork<float> start = previous?.Network ?? _options.Start(shape, _seed);

        using IChannel channel = _environment.Start("Training a shallow network");
        var log = new TrainingLog(channel);
        TrainingOptions? used = null;
        // What a checkpoint holds becomes a network only with the data.
        CancellationToken reading = _options.ResumeFrom is null ? _options.CancellationToken : CancellationToken.None;
        ExampleSource examples = ExampleSource.Create(input, _columns, _task, "training", reading);
        ExampleSource? validation =
            validationData is null ? null : ExampleSource.Create(validationData, _columns, _task, "validation", reading);
        (TrainingResult<float> trained, RowSurvey rows) = (Untrained(start), new RowSurvey());
        try
        {
            (trained, rows) = _options.CacheData
                ? TrainInMemory(examples, validation, Options, Train)
                : TrainFromBlocks(examples, validation, Options, Train);
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            // Nothing is learnt yet.
        }

        if (trained.CrossValidation is { } crossValidation)
            log.Info(Describe(crossValidation, _task, isSquared: _options.LossOf(shape.Outputs) is null));
        log.Info($"Trained in the {trained.Form} form: {trained.FormReason}.");
        log.Info($"{trained.StopReason} after {trained.History.Count} epochs over {rows.Rows} rows.");
        if (!FusedMultiplyAdd.IsSupported)
            log.Info("Without fused multiply-add, which this processor lacks, the last bits of weights differ from those elsewhere.");
        if (trained.StopReason == StopReason.Cancelled)
        {
            log.Warning(
                MessageSensitivity.None,
                $"Training was cancelled after {trained.History.Count} epochs. The model is what was learnt until then, and so " +
                "are all metrics of it.");
        }

        var notes = new ModelNotes
        {
            LabelColumn = _columns.Label,
            FeatureColumn = _columns.Features,
            WeightColumn = _columns.Weight,
            OffsetColumn = _columns.Offset,
            ClassNames = _options.GivenClassNames ?? _task.NamesToKeep(label),
            ScoreThreshold = _options.ScoreThreshold,
            TargetNames = _task.TargetNames(label),
            Loss = _options.LossOf(shape.Outputs),
            Options = OptionTexts.Of(_options, used, trained.CrossValidation),
            Messages = log.Messages,
        };
        return new ShallowNetworkTransformer(
            new ShallowNetworkModelParameters(trained, rows, notes), _task.Predictions(label, notes.ScoreThreshold), input.Schema,
            _columns.Features);

        TrainingResult<float> Train(
            TrainingOptions options, Func<ShallowNetwork<float>, TrainingOptions, TrainingResult<float>> train)
            => Ensemble.Train(
                _options.EnsembleSize, options, member => member == 0 ? start : _options.Start(shape, _seed + member), train, log);

        // Reports what there is to say before training, which may be cancelled or diverge.
        TrainingOptions Options(RowSurvey rows, RowSurvey? validationRows)
        {
            rows.Report("training", log);
            validationRows?.Report("validation", log);
            TrainingOptions options = _options.ToTrainingOptions(
                new(rows.Kind, shape.Inputs, rows.EffectiveRows, rows.Rows, shape.Outputs)) with
            {
                Seed = _seed,
                IsWarmStart = previous is not null,
                Progress = Progress(channel),
            };
            ClassCheck.Run(_task, label, rows, options.ClassWeights, log);
            if (_options.Choices(options) is { Length: > 0 } choices)
                log.Info($"Chosen for {rows.Rows} rows of {rows.Kind} features: {choices}.");
            return used = options;
        }
    }

    /// <summary>Writes each epoch to the log, where anybody can read it, and then reports it to the option's callback.</summary>
    private Action<TrainingProgress>? Progress(IChannel channel)
    {
        return _environment == PrivateContext.Instance ? _options.Progress : progress =>
        {
            channel.Trace(MessageSensitivity.None, Describe(progress));
            _options.Progress?.Invoke(progress);
        };

        static string Describe(TrainingProgress progress)
        {
            EpochRecord epoch = progress.Last;
            string validation = epoch.ValidationCost is not { } cost ? ""
                : FormattableString.Invariant($"validation cost {cost:G6}, metric {epoch.ValidationMetric:G4}, ");
            return FormattableString.Invariant($"Epoch {epoch.Epoch} of {progress.Epochs}: cost {epoch.Cost:G6}, {validation}") +
                FormattableString.Invariant($"learning rate {epoch.LearningRate:G4}, {epoch.Seconds:G3} s.");
        }
    }

    private static string Describe(CrossValidationResult result, LearningTask task, bool isSquared)
    {
        string scores = string.Join(", ", result.Scores.Select(score => FormattableString.Invariant(
            $"{score.Cost:G4} at {score.L2Regularization:G3} after {score.Epochs} epochs")));
        string metric = task.HasClasses ? "accuracy" : isSquared ? "R²" : "share of the cost of guessing saved";
        return FormattableString.Invariant(
            $"L2 regularization {result.L2Regularization:G3}, chosen by the cost of {result.Rows} rows out of their folds: ")
            + scores + FormattableString.Invariant(
                $". Out of their folds: cost {result.Cost:G4} (by guessing {result.CostOfGuessing:G4}), ")
            + FormattableString.Invariant($"{metric} {result.Metric:G4}")
            + (result.Temperature == 1 ? "." : FormattableString.Invariant($", temperature {result.Temperature:G3}."));
    }

    private static (TrainingResult<float> Trained, RowSurvey Rows) TrainInMemory(
        ExampleSource examples,
        ExampleSource? validation,
        Func<RowSurvey, RowSurvey?, TrainingOptions> getOptions,
        TrainFromStarts train)
    {
        (TrainingSet set, RowSurvey rows) = examples.ReadAll();
        (TrainingSet? validationSet, RowSurvey? validationRows) =
            validation is null ? (null, null) : validation.ReadAll(rows.Kind);
        return (
            train(
                getOptions(rows, validationRows),
                (start, options) => NetworkTrainer.Train(start, set, options, validation: validationSet)),
            rows);
    }

    private static (TrainingResult<float> Trained, RowSurvey Rows) TrainFromBlocks(
        ExampleSource examples,
        ExampleSource? validation,
        Func<RowSurvey, RowSurvey?, TrainingOptions> getOptions,
        TrainFromStarts train)
    {
        RowSurvey rows = examples.Survey();
        return (
            train(
                getOptions(rows, validation?.Survey()),
                (start, options) => NetworkTrainer.TrainFromBlocks(
                    start, examples.Blocks(rows.Kind, BlockBytes), options,
                    validation: validation?.Blocks(rows.Kind, BlockBytes))),
            rows);
    }

    /// <summary>What there is where training is cancelled while its data are read.</summary>
    private static TrainingResult<float> Untrained(ShallowNetwork<float> start) => new(
        start, new TrainingHistory([]), StopReason.Cancelled, TrainingForm.Ordinary, "the data were not read to the end");

    private void CheckColumns(Func<string, ColumnShape?> find)
    {
        _task.CheckLabel(_columns.Label, find(_columns.Label));
        if (_task is SeveralLabels && _columns.Label == _columns.Features)
        {
            throw new ArgumentException(
                $"Column '{_columns.Label}' is both the label column and the feature column: what is to be predicted would be known.");
        }

        ColumnCheck.Features(_columns.Features, find(_columns.Features));
        if (_columns.Weight is { } weight)
            ColumnCheck.Weight(weight, find(weight));
        if (_columns.Offset is { } offset)
            ColumnCheck.Offset(offset, find(offset));
    }

    private static ArgumentException OtherShape(NetworkShape previous, NetworkShape wanted)
    {
        return new ArgumentException(
            $"The previous network has {Describe(previous)}; the trainer's options and these data ask for {Describe(wanted)}.",
            nameof(previous));

        static string Describe(NetworkShape shape)
            => $"{shape.Inputs} inputs, {shape.HiddenLayers} {shape.Activation} units and {shape.Outputs} outputs " +
                $"({shape.OutputLayer})";
    }

    /// <summary>Trains one network, or those of an ensemble, each from its start.</summary>
    private delegate TrainingResult<float> TrainFromStarts(
        TrainingOptions options, Func<ShallowNetwork<float>, TrainingOptions, TrainingResult<float>> train);
}
