using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Engines;

namespace MlNetShallow.Training;

/// <summary>A training whose examples are prepared: from the start network to the result, in either form.</summary>
internal sealed class PreparedTraining<T>(ShallowNetwork<T> network, Preparation preparation, TrainingOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Trains in the ordinary form.</summary>
    public TrainingResult<T> Run(
        IEnumerable<TrainingSet> examples, IEnumerable<TrainingSet>? validation, INetworkEngine<T> engine, string formReason)
    {
        NetworkParameters<T> parameters = preparation.Start(network);
        var check = validation is null ? null : new Validation<T>(
            network.Shape, validation, (at, block, logits) => engine.Forward(at, block.Features, logits));
        var log = new EpochLog<T>(options, check, preparation.CostFactor);
        StopReason reason = new TrainingRun<T>(parameters, examples, log, options, engine).Train(dual: null);
        TrainingHistory history = log.Close(parameters);
        preparation.Fold(parameters);
        return Result(ShallowNetwork<T>.Owning(parameters), history, reason, TrainingForm.Ordinary, formReason);
    }

    /// <summary>Trains in the span of the examples.</summary>
    public TrainingResult<T> RunInSpan(TrainingSet examples, TrainingSet? validation, string formReason)
    {
        FeatureMatrix features = validation is null
            ? examples.Features : new StackedFeatures(examples.Features, validation.Features);
        int batch = SpanForm.BatchRows(examples.Rows, options);
        NetworkParameters<double> start = preparation.Start(network.ConvertTo<double>());
        SpanForm span;
        try
        {
            span = new SpanForm(
                start, features, batch, gathers: options.Shuffle && batch < examples.Rows,
                new VectorizedEngine<double>(options.NumberOfThreads), options.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            return SpanResult(start, new TrainingHistory([]), StopReason.Cancelled);
        }

        var check = validation is null ? null : new Validation<double>(
            network.Shape, [validation], (at, _, logits) => span.Engine.Forward(at, examples.Rows, logits));
        var log = new EpochLog<double>(options, check, preparation.CostFactor);
        var run = new TrainingRun<double>(span.Parameters, [examples], log, options, span.Engine);
        StopReason reason = run.Train(span.Engine.Dual);
        TrainingHistory history = log.Close(span.Parameters);
        return SpanResult(span.ToOrdinary(span.Parameters), history, reason);

        TrainingResult<T> SpanResult(NetworkParameters<double> trained, TrainingHistory history, StopReason reason)
        {
            preparation.Fold(trained);
            return Result(ShallowNetwork<double>.Owning(trained).ConvertTo<T>(), history, reason, TrainingForm.Span, formReason);
        }
    }

    private TrainingResult<T> Result(
        ShallowNetwork<T> trained, TrainingHistory history, StopReason reason, TrainingForm form, string formReason)
    {
        // The last step has no cost after it that would tell; and double precision may hold what single does not.
        if (!TensorPrimitives.IsFiniteAll<T>(trained.Values))
        {
            var (rate, cost) = history.Count > 0 ? (history[^1].LearningRate, history[^1].Cost) : (options.LearningRate, double.NaN);
            throw new TrainingDivergedException(history.Count, options.Optimizer, rate, cost);
        }

        return new(trained, history, reason, form, formReason);
    }
}
