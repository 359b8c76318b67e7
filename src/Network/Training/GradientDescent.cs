using System.Numerics;
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
    /// <exception cref="ArgumentException">The examples have another number of features than the network, or the optimizer
    /// is L-BFGS and there is a batch size.</exception>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    public static TrainingResult<T> Train<T>(
        ShallowNetwork<T> network, TrainingSet examples, TrainingOptions options, INetworkEngine<T>? engine = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();

        EngineArguments.Check(network.CopyParameters(), examples);
        return engine is null && TrainsInSpan(network.Shape, examples, options)
            ? TrainInSpan(network, examples, options)
            : TrainOrdinarily(network, examples, options, engine ?? new VectorizedEngine<T>(options.NumberOfThreads));
    }

    private static bool TrainsInSpan(NetworkShape shape, TrainingSet examples, TrainingOptions options)
        => options.Optimizer is not AdamOptimizer && (options.Form is { } form
            ? form == TrainingForm.Span
            : SpanForm.IsCheaper(shape, examples.Rows, options.Epochs, options.GramMemoryLimit));

    private static TrainingResult<T> TrainOrdinarily<T>(
        ShallowNetwork<T> network, TrainingSet examples, TrainingOptions options, INetworkEngine<T> engine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var run = new TrainingRun<T>(network.CopyParameters(), examples, options, engine);
        StopReason reason = run.Train(dual: null);
        return new(new ShallowNetwork<T>(run.Parameters), run.CostHistory, reason, TrainingForm.Ordinary);
    }

    private static TrainingResult<T> TrainInSpan<T>(ShallowNetwork<T> network, TrainingSet examples, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int batch = options.BatchSize == 0 ? examples.Rows : Math.Min(options.BatchSize, examples.Rows);
        var span = new SpanForm(
            network.ConvertTo<double>().CopyParameters(), examples.Features, batch,
            new VectorizedEngine<double>(options.NumberOfThreads));
        var run = new TrainingRun<double>(span.Parameters, examples, options, span.Engine);
        StopReason reason = run.Train(span.Engine.Dual);
        var trained = new ShallowNetwork<double>(span.ToOrdinary(run.Parameters)).ConvertTo<T>();
        return new(trained, run.CostHistory, reason, TrainingForm.Span);
    }
}
