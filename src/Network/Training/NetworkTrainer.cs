using System.Numerics;
using System.Runtime.CompilerServices;
using MlNetShallow.Engines;
using MlNetShallow.Training.Checkpoints;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Training;

/// <summary>
/// Trains a network by any <see cref="Optimizer"/>, over all examples at once or over mini-batches. The same examples, options
/// and seed give the same bits. Thread-safe, unless two trainings share an engine.
/// </summary>
public static class NetworkTrainer
{
    /// <summary>Trains a network further.</summary>
    /// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
    /// <param name="network">Where training starts; it stays as it is.</param>
    /// <param name="examples">What it learns from.</param>
    /// <param name="options">How it learns.</param>
    /// <param name="engine">The arithmetic; by default the fast engine, in the <see cref="TrainingForm"/> that costs less.
    /// </param>
    /// <param name="validation">Examples that it does not learn from: after each epoch, their cost and metric go into the
    /// history, and <see cref="TrainingOptions.EarlyStopping"/> goes by them.</param>
    /// <returns>The trained network, its history, and why training ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The examples have another number of features than the network or a label that its
    /// output layer does not know, or all have weight 0; two options do not go together; the validation fraction leaves no
    /// example to validate with; the loss is for another output layer; or the checkpoint to resume
    /// from is of another training.</exception>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    public static TrainingResult<T> Train<T>(
        ShallowNetwork<T> network,
        TrainingSet examples,
        TrainingOptions options,
        INetworkEngine<T>? engine = null,
        TrainingSet? validation = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(examples);
        NetworkShape shape = CheckedShape(network, options);
        options = options with { Loss = RegressionLoss.Of(options.Loss, shape) };
        examples = examples.WithLoss(options.Loss);
        EngineArguments.Check(shape, examples);
        if (validation is not null)
        {
            validation = validation.WithLoss(options.Loss);
            EngineArguments.Check(shape, validation);
        }
        else if (options.EarlyStopping is { ValidationFraction: > 0 and var fraction })
        {
            TrainingSet[] all = [examples];
            examples = HoldOut.Side(isHeldOut: false, all, fraction, options.Seed, shape).Single();
            validation = HoldOut.Side(isHeldOut: true, all, fraction, options.Seed, shape).Single();
        }

        // Rounding adds up over the thousands of steps of gradient descent, each cheap; L-BFGS looks where it is at each step.
        bool isGramInDouble = options.Optimizer is not LbfgsOptimizer;
        var (form, reason) = engine is not null ? (TrainingForm.Ordinary, "the engine was given")
            : options.Form is { } given ? (given, "it was given")
            : options.ResumeFrom is { } checkpoint ? (checkpoint.Subject.Form, "the checkpoint is of it")
            : isGramInDouble ? GramForm<double>.Choose(shape, examples.Features, validation?.Features, options)
            : GramForm<T>.Choose(shape, examples.Features, validation?.Features, options);
        var preprocessor = new Preprocessor([examples], shape, options);
        examples = preprocessor.Apply(examples);
        examples.CheckWeights();
        validation = validation is null ? null : preprocessor.Apply(validation);
        validation?.CheckWeights();

        int precision = form == TrainingForm.Gram && isGramInDouble ? sizeof(double) : Unsafe.SizeOf<T>();
        var subject = new CheckpointSubject(
            shape, form, precision, examples.Rows, validation?.Rows ?? 0,
            CheckpointedOptions.Describe(options, isInBlocks: false));
        var run = new TrainingRun<T>(network, preprocessor, options, reason, () => subject);
        if (form == TrainingForm.Gram)
        {
            return isGramInDouble
                ? run.RunInGramForm<double>(examples, validation) : run.RunInGramForm<T>(examples, validation);
        }

        examples = ScaledFeatures.Computed<T>(examples);
        validation = validation is null ? null : ScaledFeatures.Computed<T>(validation);
        return run.RunInOrdinaryForm([examples], validation is null ? null : [validation], EngineOr(engine, options));
    }

    /// <summary>
    /// Trains a network further on examples that come in blocks, of which one is in memory at a time: on more examples than
    /// memory holds. Mini-batches are made, and shuffled, within each block, so a block should hold many, in random order;
    /// full-batch descent and L-BFGS sum the gradient over all blocks. Always in the ordinary form.
    /// </summary>
    /// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
    /// <param name="network">Where training starts; it stays as it is.</param>
    /// <param name="blocks">What it learns from: the same examples in the same order each time it is gone through, which is
    /// once an epoch (L-BFGS: once a step that it tries), once more for a validation fraction, and up to three times before for
    /// balanced classes and scaling. A block must be valid until the next one is asked for.</param>
    /// <param name="options">How it learns.</param>
    /// <param name="engine">The arithmetic; by default the fast engine.</param>
    /// <param name="validation">Examples that it does not learn from, likewise in blocks; gone through once after each epoch.
    /// </param>
    /// <returns>The trained network, its history, and why training ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">There are no examples; or what is said of
    /// <see cref="Train{T}(ShallowNetwork{T}, TrainingSet, TrainingOptions, INetworkEngine{T}, TrainingSet)"/>.</exception>
    /// <exception cref="InvalidOperationException">The blocks do not have the same number of examples each time.</exception>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    public static TrainingResult<T> TrainFromBlocks<T>(
        ShallowNetwork<T> network,
        IEnumerable<TrainingSet> blocks,
        TrainingOptions options,
        INetworkEngine<T>? engine = null,
        IEnumerable<TrainingSet>? validation = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(blocks);
        NetworkShape shape = CheckedShape(network, options);
        if (options.CrossValidation is not null)
        {
            throw new ArgumentException(
                $"{nameof(options.CrossValidation)} takes the examples in memory; they come in blocks. Give " +
                $"{nameof(options.L2Regularization)} alone.", nameof(options));
        }

        RegressionLoss? loss = RegressionLoss.Of(options.Loss, shape);
        options = options with { Loss = loss };
        var source = new CheckedBlocks(
            blocks.Select(block => block.WithLoss(loss)), shape, options.CancellationToken, options.ResumeFrom?.Subject.Examples);
        blocks = source;
        if (validation is not null)
        {
            validation = new CheckedBlocks(
                validation.Select(block => block.WithLoss(loss)), shape, options.CancellationToken);
        }
        else if (options.EarlyStopping is { ValidationFraction: > 0 and var fraction })
        {
            blocks = HoldOut.Side(isHeldOut: false, source, fraction, options.Seed, shape);
            validation = HoldOut.Side(isHeldOut: true, source, fraction, options.Seed, shape);
        }

        const string Reason = "the examples come in blocks";
        Preprocessor preprocessor;
        try
        {
            preprocessor = new Preprocessor(blocks, shape, options);
        }
        catch (OperationCanceledException) when (options.CancellationToken.IsCancellationRequested)
        {
            return new(network, new TrainingHistory([]), StopReason.Cancelled, TrainingForm.Ordinary, Reason);
        }

        CheckpointSubject Subject() => new(
            shape, TrainingForm.Ordinary, Unsafe.SizeOf<T>(), source.Examples, 0,
            CheckpointedOptions.Describe(options, isInBlocks: true));
        return new TrainingRun<T>(network, preprocessor, options, Reason, Subject).RunInOrdinaryForm(
            blocks.Select(preprocessor.Apply), validation?.Select(preprocessor.Apply), EngineOr(engine, options));
    }

    private static NetworkShape CheckedShape<T>(ShallowNetwork<T> network, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return network.Shape.HiddenUnits > 0 || options.Dropout == 0
            ? network.Shape
            : throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(options.Dropout)} is {options.Dropout}, but the network has no hidden units that could be dropped."));
    }

    private static INetworkEngine<T> EngineOr<T>(INetworkEngine<T>? engine, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => engine ?? new VectorizedEngine<T>(options.NumberOfThreads);
}
