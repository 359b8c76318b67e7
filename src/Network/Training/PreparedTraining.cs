using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MlNetShallow.Engines;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training;

/// <summary>A training whose examples are prepared: from the start network to the result, in either form.</summary>
/// <param name="network">Where training starts.</param>
/// <param name="preparation">What was done to the examples.</param>
/// <param name="options">How it is done.</param>
/// <param name="formReason">Why it is done in this form.</param>
/// <param name="subject">What its checkpoints are of, but for the form and the precision.</param>
internal sealed class PreparedTraining<T>(
    ShallowNetwork<T> network,
    Preparation preparation,
    TrainingOptions options,
    string formReason,
    Func<CheckpointSubject> subject)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IEnumerable<EpochRecord> _done = (IEnumerable<EpochRecord>?)options.ResumeFrom?.History ?? [];

    /// <summary>Trains in the ordinary form.</summary>
    public TrainingResult<T> Run(
        IEnumerable<TrainingSet> examples, IEnumerable<TrainingSet>? validation, INetworkEngine<T> engine)
    {
        CheckpointSubject Subject() => subject() with { Form = TrainingForm.Ordinary, Precision = Unsafe.SizeOf<T>() };
        options.ResumeFrom?.Subject.CheckSame(Subject());

        NetworkParameters<T> parameters = preparation.Start(network);
        var check = validation is null ? null : new Validation<T>(
            network.Shape, validation, (at, block, logits) => engine.Forward(at, block.Features, logits));
        var log = new EpochLog<T>(_done, network.Shape, options, check, preparation.CostFactor);
        var run = new TrainingRun<T>(
            parameters, new ExamplePasses<T>(examples, options, engine), log, new CheckpointMaker(options, Subject), options);
        StopReason reason = Resume(run, new ByteReader(options.ResumeFrom?.State)) ?? run.Train();
        TrainingHistory history = log.Close(parameters);
        preparation.Fold(parameters);
        return Result(ShallowNetwork<T>.Owning(parameters), history, reason, TrainingForm.Ordinary);
    }

    /// <summary>Trains in the span of the examples.</summary>
    public TrainingResult<T> RunInSpan(TrainingSet examples, TrainingSet? validation)
    {
        CheckpointSubject Subject() => subject() with { Form = TrainingForm.Span, Precision = sizeof(double) };
        options.ResumeFrom?.Subject.CheckSame(Subject());

        NetworkParameters<double> start = preparation.Start(network.ConvertTo<double>());
        var state = new ByteReader(options.ResumeFrom?.State);
        if (options.ResumeFrom is not null)
            state.ReadParameters(start);
        if (FormSpan(start, examples, validation) is not { } span)
            return SpanResult(start, new TrainingHistory([]), StopReason.Cancelled);

        var check = validation is null ? null : new Validation<double>(
            network.Shape, [validation], (at, _, logits) => span.Engine.Forward(at, examples.Rows, logits));
        var log = new EpochLog<double>(_done, span.Parameters.Shape, options, check, preparation.CostFactor);
        var run = new TrainingRun<double>(
            span.Parameters, new ExamplePasses<double>([examples], options, span.Engine), log,
            new CheckpointMaker(options, Subject, start), options, span.Engine.Dual);
        StopReason reason = Resume(run, state) ?? run.Train();
        TrainingHistory history = log.Close(span.Parameters);
        return SpanResult(span.ToOrdinary(span.Parameters), history, reason);
    }

    /// <summary>The way into the span; null where it was cancelled.</summary>
    private SpanForm? FormSpan(NetworkParameters<double> start, TrainingSet examples, TrainingSet? validation)
    {
        FeatureMatrix features = validation is null
            ? examples.Features : new StackedFeatures(examples.Features, validation.Features);
        int batch = SpanForm.BatchRows(examples.Rows, options);
        try
        {
            return new SpanForm(
                start, features, batch, gathers: options.Shuffle && batch < examples.Rows,
                new VectorizedEngine<double>(options.NumberOfThreads),
                // What a checkpoint holds can be told only from the span.
                options.ResumeFrom is null ? options.CancellationToken : CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Takes on the checkpoint's state, if there is one; gives the reason why its training had ended, if it
    /// had.</summary>
    private StopReason? Resume(IRunState run, ByteReader state)
    {
        if (options.ResumeFrom is not { } checkpoint)
            return null;
        run.Load(ref state);
        return state.Remaining == 0 ? checkpoint.StopReason : throw new FormatException("The checkpoint's state is too long.");
    }

    private TrainingResult<T> SpanResult(NetworkParameters<double> trained, TrainingHistory history, StopReason reason)
    {
        preparation.Fold(trained);
        return Result(ShallowNetwork<double>.Owning(trained).ConvertTo<T>(), history, reason, TrainingForm.Span);
    }

    private TrainingResult<T> Result(
        ShallowNetwork<T> trained, TrainingHistory history, StopReason reason, TrainingForm form)
    {
        // The last step has no cost after it that would tell; and double precision may hold what single does not.
        if (!TensorPrimitives.IsFiniteAll<T>(trained.Values))
        {
            var (rate, cost) = history.Count > 0
                ? (history[^1].LearningRate, history[^1].Cost)
                : (options.LearningRate, double.NaN);
            throw new TrainingDivergedException(history.Count, options.Optimizer, rate, cost);
        }

        return new(trained, history, reason, form, formReason);
    }
}
