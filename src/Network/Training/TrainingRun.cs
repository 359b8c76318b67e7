using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Engines;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;
using MlNetShallow.Training.Preprocessing;
using MlNetShallow.Training.Selection;
using MlNetShallow.Training.Solvers;

namespace MlNetShallow.Training;

/// <summary>One training on preprocessed examples, from the start network to the result: the choice of λ, the epochs, the
/// calibration, and the preprocessing taken back.</summary>
/// <param name="network">Where training starts.</param>
/// <param name="preprocessor">What was done to the examples.</param>
/// <param name="options">How it is done.</param>
/// <param name="formReason">Why it is done in this form.</param>
/// <param name="subject">What its checkpoints are of; of blocks, the number of examples is known after a pass.</param>
internal sealed class TrainingRun<T>(
    ShallowNetwork<T> network,
    Preprocessor preprocessor,
    TrainingOptions options,
    string formReason,
    Func<CheckpointSubject> subject)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PenaltyChoice _penalty = new(network.Shape, options, preprocessor.CostFactor);

    /// <summary>Trains in the ordinary form.</summary>
    public TrainingResult<T> RunInOrdinaryForm(
        IEnumerable<TrainingSet> examples, IEnumerable<TrainingSet>? validation, INetworkEngine<T> engine)
    {
        options.ResumeFrom?.Subject.CheckSame(subject());
        NetworkParameters<T> parameters = preprocessor.Start(network);
        CrossValidationResult? choice = examples is IReadOnlyList<TrainingSet> and [var all]
            ? _penalty.Choose(
                TrainingForm.Ordinary, parameters, parameters, all, new OrdinaryFolds<T>(all, options, engine))
            : null;
        var (history, reason) = RunEpochs(
            parameters, choice, examples, engine,
            validation is null ? null : new Validation<T>(
                network.Shape, options.Loss, validation, (at, block, logits) => engine.Forward(at, block.Features, logits)),
            new CheckpointMaker<T>(options, subject, choice), new ByteReader(options.ResumeFrom?.State));
        preprocessor.Fold(parameters);
        return Result(ShallowNetwork<T>.Owning(parameters), history, reason, TrainingForm.Ordinary, choice);
    }

    /// <summary>Trains in the Gram form.</summary>
    /// <typeparam name="TForm">The precision of the arithmetic.</typeparam>
    public TrainingResult<T> RunInGramForm<TForm>(TrainingSet examples, TrainingSet? validation)
        where TForm : unmanaged, IBinaryFloatingPointIeee754<TForm>
    {
        options.ResumeFrom?.Subject.CheckSame(subject());
        NetworkParameters<TForm> start = preprocessor.Start(network.ConvertTo<TForm>());
        var state = new ByteReader(options.ResumeFrom?.State);
        if (options.ResumeFrom is not null)
            state.ReadParameters(start);
        if (MakeGramForm(start, examples, validation) is not { } gram)
            return GramResult(start, new TrainingHistory([]), StopReason.Cancelled);
        CrossValidationResult? choice = _penalty.Choose(
            TrainingForm.Gram, start, gram.Parameters, examples, new GramFolds<TForm>(gram, examples, options));
        var (history, reason) = RunEpochs(
            gram.Parameters, choice, [examples], gram.Engine,
            validation is null ? null : new Validation<TForm>(
                network.Shape, options.Loss, [validation], (at, _, logits) => gram.Engine.Forward(at, examples.Rows, logits)),
            new CheckpointMaker<TForm>(options, subject, choice, start), state, gram.Engine.Dual);
        return GramResult(gram.ToOrdinary(gram.Parameters), history, reason, choice);
    }

    /// <summary>Trains parameters and calibrates them.</summary>
    /// <param name="parameters">Where they start; changed.</param>
    /// <param name="choice">What the folds gave; null for nothing.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="engine">The arithmetic.</param>
    /// <param name="validation">What the network is checked on; null for nothing.</param>
    /// <param name="checkpoints">Makes the checkpoints.</param>
    /// <param name="state">The state of the checkpoint to resume from, if there is one.</param>
    /// <param name="dual">What makes plain products of inner ones; null where they are plain.</param>
    private (TrainingHistory History, StopReason Reason) RunEpochs<TForm>(
        NetworkParameters<TForm> parameters,
        CrossValidationResult? choice,
        IEnumerable<TrainingSet> examples,
        IGradientEngine<TForm> engine,
        Validation<TForm>? validation,
        CheckpointMaker<TForm> checkpoints,
        ByteReader state,
        LbfgsSolver<TForm>.Dualize? dual = null)
        where TForm : unmanaged, IBinaryFloatingPointIeee754<TForm>
    {
        TrainingOptions chosen = _penalty.OptionsWith(choice, examples);
        var passes = new ExamplePasses<TForm>(examples, chosen, engine);
        ISolver solver = chosen.Optimizer is LbfgsOptimizer lbfgs
            ? new LbfgsSolver<TForm>(lbfgs, parameters, passes, chosen, dual)
            : new UpdateRuleSolver<TForm>(parameters, passes, chosen);
        var monitor = new EpochMonitor<TForm>(
            (IEnumerable<EpochRecord>?)options.ResumeFrom?.History ?? [], parameters.Shape, chosen, validation,
            preprocessor.CostFactor);
        var loop = new EpochLoop<TForm>(parameters, solver, monitor, chosen, checkpoints);
        StopReason reason = Resume(loop, state) ?? loop.Run();
        TrainingHistory history = monitor.Close(parameters);
        if (choice is { Temperature: not 1 and var temperature })
            new Calibration(temperature).Fold(parameters);
        return (history, reason);
    }

    /// <summary>Restores the checkpoint's state, if there is one; gives the reason why its training had ended, if it
    /// had.</summary>
    private StopReason? Resume<TForm>(EpochLoop<TForm> loop, ByteReader state)
        where TForm : unmanaged, IBinaryFloatingPointIeee754<TForm>
    {
        if (options.ResumeFrom is not { } checkpoint)
            return null;
        loop.Load(ref state);
        return state.Remaining == 0 ? checkpoint.StopReason : throw new FormatException("The checkpoint's state is too long.");
    }

    /// <summary>The Gram form; null where it was cancelled.</summary>
    private GramForm<TForm>? MakeGramForm<TForm>(
        NetworkParameters<TForm> start, TrainingSet examples, TrainingSet? validation)
        where TForm : unmanaged, IBinaryFloatingPointIeee754<TForm>
    {
        FeatureMatrix features = validation is null
            ? examples.Features : new StackedFeatures(examples.Features, validation.Features);
        int batch = GramForm<TForm>.BatchRows(examples.Rows, options);
        try
        {
            return new GramForm<TForm>(
                start, features, batch, gathers: options.Shuffle && batch < examples.Rows,
                new VectorizedEngine<TForm>(options.NumberOfThreads),
                // The checkpoint's coefficients become weights only by it.
                options.ResumeFrom is null ? options.CancellationToken : CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private TrainingResult<T> GramResult<TForm>(
        NetworkParameters<TForm> trained, TrainingHistory history, StopReason reason, CrossValidationResult? choice = null)
        where TForm : unmanaged, IBinaryFloatingPointIeee754<TForm>
    {
        preprocessor.Fold(trained);
        return Result(ShallowNetwork<TForm>.Owning(trained).ConvertTo<T>(), history, reason, TrainingForm.Gram, choice);
    }

    private TrainingResult<T> Result(
        ShallowNetwork<T> trained,
        TrainingHistory history,
        StopReason reason,
        TrainingForm form,
        CrossValidationResult? choice)
    {
        // The last step has no cost after it that would show it; and double precision may hold what single does not.
        if (!TensorPrimitives.IsFiniteAll<T>(trained.Values))
        {
            var (rate, cost) = history.Count > 0
                ? (history[^1].LearningRate, history[^1].Cost)
                : (options.LearningRate, double.NaN);
            throw new TrainingDivergedException(history.Count, options.Optimizer, rate, cost);
        }

        return new(trained, history, reason, form, formReason) { CrossValidation = choice };
    }
}
