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
        EngineArguments.Check(network.Shape, examples.Features);
        examples.CheckLabels(network.Shape);
        if (validation is not null)
        {
            EngineArguments.Check(network.Shape, validation.Features);
            validation.CheckLabels(network.Shape);
        }
        else if (options.EarlyStopping is { ValidationFraction: > 0 and var fraction })
        {
            bool isByClass = network.Shape.OutputLayer != OutputLayer.IdentitySquaredError;
            (examples, validation) = HoldOut.Split(examples, fraction, options.Seed, isByClass);
        }

        var (form, reason) = engine is not null ? (TrainingForm.Ordinary, "the engine was given")
            : options.Form is { } given ? (given, "it was given")
            : SpanForm.Choose(network.Shape, examples.Features, validation?.Features, options);
        return form == TrainingForm.Span
            ? TrainInSpan(network, examples, validation, options, reason)
            : TrainOrdinarily(
                network, examples, validation, options, engine ?? new VectorizedEngine<T>(options.NumberOfThreads), reason);
    }

    private static TrainingResult<T> TrainOrdinarily<T>(
        ShallowNetwork<T> network,
        TrainingSet examples,
        TrainingSet? validation,
        TrainingOptions options,
        INetworkEngine<T> engine,
        string formReason)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var check = validation is null ? null : new Validation<T>(
            network.Shape, validation, (parameters, set, logits) => engine.Forward(parameters, set.Features, logits));
        var run = new TrainingRun<T>(network.CopyParameters(), examples, check, options, engine);
        var (reason, history) = run.Train(dual: null);
        return Result(run.Parameters, history, reason, TrainingForm.Ordinary, formReason, options);
    }

    private static TrainingResult<T> TrainInSpan<T>(
        ShallowNetwork<T> network, TrainingSet examples, TrainingSet? validation, TrainingOptions options, string formReason)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FeatureMatrix features = validation is null
            ? examples.Features : new StackedFeatures(examples.Features, validation.Features);
        SpanForm span;
        try
        {
            span = new SpanForm(
                network.ConvertTo<double>().CopyParameters(), features, SpanForm.BatchRows(examples.Rows, options),
                gathers: options.Shuffle && SpanForm.BatchRows(examples.Rows, options) < examples.Rows,
                new VectorizedEngine<double>(options.NumberOfThreads), options.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new(network, new TrainingHistory([]), StopReason.Cancelled, TrainingForm.Span, formReason);
        }

        var check = validation is null ? null : new Validation<double>(
            network.Shape, validation, (parameters, _, logits) => span.Engine.Forward(parameters, examples.Rows, logits));
        var run = new TrainingRun<double>(span.Parameters, examples, check, options, span.Engine);
        var (reason, history) = run.Train(span.Engine.Dual);
        var trained = new ShallowNetwork<double>(span.ToOrdinary(run.Parameters)).ConvertTo<T>();
        return Result(trained.CopyParameters(), history, reason, TrainingForm.Span, formReason, options);
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
