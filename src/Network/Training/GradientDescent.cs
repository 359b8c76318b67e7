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
    /// <returns>The trained network and its cost history.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The examples have another number of features than the network or a label that its
    /// output layer does not know, or the optimizer is L-BFGS and there is a batch size.</exception>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    public static TrainingResult<T> Train<T>(
        ShallowNetwork<T> network, TrainingSet examples, TrainingOptions options, INetworkEngine<T>? engine = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();

        EngineArguments.Check(network.Shape, examples.Features);
        examples.CheckLabels(network.Shape);
        var (form, reason) = engine is not null ? (TrainingForm.Ordinary, "the engine was given")
            : options.Form is { } given ? (given, "it was given")
            : examples.Features is SparseFeatureMatrix ? (TrainingForm.Ordinary, "the features are sparse")
            : SpanForm.Choose(network.Shape, examples.Rows, options);
        return form == TrainingForm.Span
            ? TrainInSpan(network, examples, options, reason)
            : TrainOrdinarily(network, examples, options, engine ?? new VectorizedEngine<T>(options.NumberOfThreads), reason);
    }

    private static TrainingResult<T> TrainOrdinarily<T>(
        ShallowNetwork<T> network,
        TrainingSet examples,
        TrainingOptions options,
        INetworkEngine<T> engine,
        string formReason)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var run = new TrainingRun<T>(network.CopyParameters(), examples, options, engine);
        StopReason reason = run.Train(dual: null);
        return Result(run.Parameters, run.CostHistory, reason, TrainingForm.Ordinary, formReason, options);
    }

    private static TrainingResult<T> TrainInSpan<T>(
        ShallowNetwork<T> network, TrainingSet examples, TrainingOptions options, string formReason)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int batch = options.BatchSize == 0 ? examples.Rows : Math.Min(options.BatchSize, examples.Rows);
        SpanForm span;
        try
        {
            span = new SpanForm(
                network.ConvertTo<double>().CopyParameters(), examples.Features, batch,
                new VectorizedEngine<double>(options.NumberOfThreads), options.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new(network, [], StopReason.Cancelled, TrainingForm.Span, formReason);
        }

        var run = new TrainingRun<double>(span.Parameters, examples, options, span.Engine);
        StopReason reason = run.Train(span.Engine.Dual);
        var trained = new ShallowNetwork<double>(span.ToOrdinary(run.Parameters)).ConvertTo<T>();
        return Result(trained.CopyParameters(), run.CostHistory, reason, TrainingForm.Span, formReason, options);
    }

    private static TrainingResult<T> Result<T>(
        NetworkParameters<T> trained,
        IReadOnlyList<double> costs,
        StopReason reason,
        TrainingForm form,
        string formReason,
        TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The last step has no cost after it that would tell; and double precision may hold what single does not.
        if (!TensorPrimitives.IsFiniteAll<T>(trained.Values))
            throw new TrainingDivergedException(costs.Count, options, costs.Count > 0 ? costs[^1] : double.NaN);
        return new(new ShallowNetwork<T>(trained), costs, reason, form, formReason);
    }
}
