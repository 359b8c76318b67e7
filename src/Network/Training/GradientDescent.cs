using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Engines;

namespace MlNetShallow.Training;

/// <summary>
/// Trains a network by gradient descent in any of its kinds (<see cref="Optimizer"/>), over all examples at once or over
/// mini-batches. The same examples, options and seed give the same bits.
/// </summary>
public static class GradientDescent
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
    /// output layer does not know, two options do not go together, or the validation fraction leaves no example to validate
    /// with.</exception>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    public static TrainingResult<T> Train<T>(
        ShallowNetwork<T> network,
        TrainingSet examples,
        TrainingOptions options,
        INetworkEngine<T>? engine = null,
        TrainingSet? validation = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        NetworkShape shape = network.Shape;
        EngineArguments.Check(shape, examples);
        if (validation is not null)
        {
            EngineArguments.Check(shape, validation);
        }
        else if (options.EarlyStopping is { ValidationFraction: > 0 and var fraction })
        {
            (examples, validation) = HoldOut.Split(
                examples, fraction, options.Seed, isByClass: shape.OutputLayer != OutputLayer.IdentitySquaredError);
        }

        var preparation = new Preparation([examples], shape, options);
        var (form, reason) = engine is not null ? (TrainingForm.Ordinary, "the engine was given")
            : options.Form is { } given ? (given, "it was given")
            : SpanForm.Choose(shape, examples.Features, validation?.Features, options);
        examples = preparation.Apply(examples);
        examples.CheckWeights();
        validation = validation is null ? null : preparation.Apply(validation);
        validation?.CheckWeights();
        return form == TrainingForm.Span
            ? TrainInSpan(network, examples, validation, preparation, options, reason)
            : TrainOrdinarily(
                network, [examples], validation is null ? null : [validation], preparation, options,
                engine ?? new VectorizedEngine<T>(options.NumberOfThreads), reason);
    }

    private static TrainingResult<T> TrainOrdinarily<T>(
        ShallowNetwork<T> network,
        IEnumerable<TrainingSet> examples,
        IEnumerable<TrainingSet>? validation,
        Preparation preparation,
        TrainingOptions options,
        INetworkEngine<T> engine,
        string formReason)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parameters = preparation.Start(network);
        var check = validation is null ? null : new Validation<T>(
            network.Shape, validation, (at, block, logits) => engine.Forward(at, block.Features, logits));
        var log = new EpochLog<T>(options, check, preparation.CostFactor);
        StopReason reason = new TrainingRun<T>(parameters, examples, log, options, engine).Train(dual: null);
        TrainingHistory history = log.Close(parameters);
        preparation.Fold(parameters);
        return Result(parameters, history, reason, TrainingForm.Ordinary, formReason, options);
    }

    private static TrainingResult<T> TrainInSpan<T>(
        ShallowNetwork<T> network,
        TrainingSet examples,
        TrainingSet? validation,
        Preparation preparation,
        TrainingOptions options,
        string formReason)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FeatureMatrix features = validation is null
            ? examples.Features : new StackedFeatures(examples.Features, validation.Features);
        int batch = SpanForm.BatchRows(examples.Rows, options);
        NetworkParameters<double> start = preparation.Start(network.ConvertTo<double>());
        SpanForm span;
        try
        {
            span = new SpanForm(
                start, features, batch,
                gathers: options.Shuffle && batch < examples.Rows,
                new VectorizedEngine<double>(options.NumberOfThreads), options.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            return SpanResult(start, new TrainingHistory([]), StopReason.Cancelled);
        }

        var check = validation is null ? null : new Validation<double>(
            network.Shape, [validation], (at, _, logits) => span.Engine.Forward(at, examples.Rows, logits));
        var log = new EpochLog<double>(options, check, preparation.CostFactor);
        StopReason reason = new TrainingRun<double>(span.Parameters, [examples], log, options, span.Engine).Train(span.Engine.Dual);
        TrainingHistory history = log.Close(span.Parameters);
        return SpanResult(span.ToOrdinary(span.Parameters), history, reason);

        TrainingResult<T> SpanResult(NetworkParameters<double> trained, TrainingHistory history, StopReason reason)
        {
            preparation.Fold(trained);
            return Result(
                new ShallowNetwork<double>(trained).ConvertTo<T>().CopyParameters(), history, reason, TrainingForm.Span,
                formReason, options);
        }
    }

    private static TrainingResult<T> Result<T>(
        NetworkParameters<T> trained,
        TrainingHistory history,
        StopReason reason,
        TrainingForm form,
        string formReason,
        TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The last step has no cost after it that would tell; and double precision may hold what single does not.
        if (!TensorPrimitives.IsFiniteAll<T>(trained.Values))
        {
            var (rate, cost) = history.Count > 0 ? (history[^1].LearningRate, history[^1].Cost) : (options.LearningRate, double.NaN);
            throw new TrainingDivergedException(history.Count, options.Optimizer, rate, cost);
        }

        return new(new ShallowNetwork<T>(trained), history, reason, form, formReason);
    }
}
