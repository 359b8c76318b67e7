using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MlNetShallow.Engines;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;
using MlNetShallow.Training.Selection;

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
    /// <summary>The number of examples below which there is nothing to choose λ by.</summary>
    private const int LeastRows = 20;

    /// <summary>The number of examples of which every fold can have a Gram matrix of its own: 130 MB in all.</summary>
    private const int MostInGramForm = 2000;

    /// <summary>The number of weights in the ordinary form of which every fold can have some copies.</summary>
    private const int MostParameters = 1 << 22;

    /// <summary>The inputs that the work beside the products with them is worth.</summary>
    private const int FixedInputs = 16;

    /// <summary>The least epochs after a choice; where the folds' networks took many, it is half as many.</summary>
    private const int FewEpochs = 30;

    /// <summary>The same where these have seen but a sample, or training starts elsewhere.</summary>
    private const int ManyEpochs = 150;

    private readonly IEnumerable<EpochRecord> _done = (IEnumerable<EpochRecord>?)options.ResumeFrom?.History ?? [];

    /// <summary>Trains in the ordinary form.</summary>
    public TrainingResult<T> Run(
        IEnumerable<TrainingSet> examples, IEnumerable<TrainingSet>? validation, INetworkEngine<T> engine)
    {
        CheckpointSubject Subject() => subject() with { Form = TrainingForm.Ordinary, Precision = Unsafe.SizeOf<T>() };
        options.ResumeFrom?.Subject.CheckSame(Subject());

        NetworkParameters<T> parameters = preparation.Start(network);
        CrossValidationResult? choice = examples is IReadOnlyList<TrainingSet> and [var all]
            ? Choose(TrainingForm.Ordinary, parameters, parameters, all, new OrdinaryFolds<T>(all, options, engine)) : null;
        TrainingOptions chosen = With(choice, examples);
        var check = validation is null ? null : new Validation<T>(
            network.Shape, validation, (at, block, logits) => engine.Forward(at, block.Features, logits));
        var log = new EpochLog<T>(_done, network.Shape, chosen, check, preparation.CostFactor);
        var run = new TrainingRun<T>(
            parameters, new ExamplePasses<T>(examples, chosen, engine), log, new CheckpointMaker(chosen, Subject, choice),
            chosen);
        StopReason reason = Resume(run, new ByteReader(options.ResumeFrom?.State)) ?? run.Train();
        TrainingHistory history = log.Close(parameters);
        Calibrate(choice, parameters);
        preparation.Fold(parameters);
        return Result(ShallowNetwork<T>.Owning(parameters), history, reason, TrainingForm.Ordinary, choice);
    }

    /// <summary>Trains in the Gram form.</summary>
    public TrainingResult<T> RunInGramForm(TrainingSet examples, TrainingSet? validation)
    {
        CheckpointSubject Subject() => subject() with { Form = TrainingForm.Gram, Precision = sizeof(double) };
        options.ResumeFrom?.Subject.CheckSame(Subject());

        NetworkParameters<double> start = preparation.Start(network.ConvertTo<double>());
        var state = new ByteReader(options.ResumeFrom?.State);
        if (options.ResumeFrom is not null)
            state.ReadParameters(start);
        if (MakeGramForm(start, examples, validation) is not { } gram)
            return GramResult(start, new TrainingHistory([]), StopReason.Cancelled);
        CrossValidationResult? choice = Choose(
            TrainingForm.Gram, start, gram.Parameters, examples, new GramFolds(gram, examples, options));
        TrainingOptions chosen = With(choice, [examples]);
        var check = validation is null ? null : new Validation<double>(
            network.Shape, [validation], (at, _, logits) => gram.Engine.Forward(at, examples.Rows, logits));
        var log = new EpochLog<double>(_done, gram.Parameters.Shape, chosen, check, preparation.CostFactor);
        var run = new TrainingRun<double>(
            gram.Parameters, new ExamplePasses<double>([examples], chosen, gram.Engine), log,
            new CheckpointMaker(chosen, Subject, choice, start), chosen, gram.Engine.Dual);
        StopReason reason = Resume(run, state) ?? run.Train();
        TrainingHistory history = log.Close(gram.Parameters);
        Calibrate(choice, gram.Parameters);
        return GramResult(gram.ToOrdinary(gram.Parameters), history, reason, choice);
    }

    /// <summary>Chooses λ where that is asked for and there are examples enough; a training that is taken up again has
    /// chosen.</summary>
    /// <param name="form">The form of the arithmetic.</param>
    /// <param name="start">Where the network starts.</param>
    /// <param name="parameters">What is trained; takes what the folds' networks have learnt.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="folding">The folds in that form.</param>
    /// <returns>What was chosen; null for nothing, as where that was cancelled.</returns>
    private CrossValidationResult? Choose<TOther>(
        TrainingForm form,
        NetworkParameters<TOther> start,
        NetworkParameters<TOther> parameters,
        TrainingSet examples,
        IFoldForm<TOther> folding)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        if (options.CrossValidation is not { } validation
            || (form == TrainingForm.Ordinary && network.Shape.ParameterCount > MostParameters))
            return null;
        if (options.ResumeFrom is { } checkpoint)
            return checkpoint.CrossValidation;
        NetworkShape shape = network.Shape;
        if (form == TrainingForm.Gram)
            validation = validation with { MostRows = Math.Min(validation.MostRows, MostInGramForm) };
        var folds = Folds.Deal(examples, shape, validation, options.Seed);
        if (folds.Dealt < LeastRows || folds.Dealt < 2 * folds.Count)
            return null;

        // A trained network may have seen what the folds hold out.
        NetworkParameters<TOther> foldStart = options.IsWarmStart
            ? ShallowNetwork<TOther>.Initialize(shape, Drawn(shape.Activation), options.Seed).CopyParameters() : start;
        double units = NetworkHead<TOther>.FirstLayerUnits(shape), work = folds.Rows * units * (shape.Inputs + FixedInputs);
        var search = new PenaltySearch(
            folding.Make(foldStart, folds), new OutOfFold(shape, examples, folds), folds, options, work,
            preparation.CostFactor);
        CrossValidationResult? found = search.Run();
        if (search.Weights is { } weights && !options.IsWarmStart && (found is null || options.Optimizer is LbfgsOptimizer))
        {
            TOther[][] wholes = [.. weights.Select((each, fold) => folding.Whole(each, folds.Learnt(fold)))];
            FoldMean.Write(wholes, folding.Cost, search.BestCost, parameters);
        }

        return found;
    }

    private static WeightInitialization Drawn(Activation activation)
        => activation is Activation.Relu or Activation.LeakyRelu ? WeightInitialization.He : WeightInitialization.Xavier;

    /// <summary>The options with what was chosen.</summary>
    private TrainingOptions With(CrossValidationResult? choice, IEnumerable<TrainingSet> examples)
    {
        if (choice is null)
            return options;
        TrainingOptions chosen = options with { L2Regularization = choice.L2Regularization };
        if (options.Optimizer is not LbfgsOptimizer || !options.CrossValidation!.GoesOn)
            return chosen;
        bool hasSeenAll = !options.IsWarmStart && choice.Rows == examples.Sum(Folds.CountOf);
        return chosen with { Epochs = hasSeenAll ? Math.Max(FewEpochs, choice.Epochs / 2) : ManyEpochs };
    }

    private static void Calibrate<TOther>(CrossValidationResult? choice, NetworkParameters<TOther> parameters)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        if (choice is { Temperature: not 1 and var temperature })
            new Calibration(temperature).Fold(parameters);
    }

    /// <summary>The Gram form; null where it was cancelled.</summary>
    private GramForm? MakeGramForm(NetworkParameters<double> start, TrainingSet examples, TrainingSet? validation)
    {
        FeatureMatrix features = validation is null
            ? examples.Features : new StackedFeatures(examples.Features, validation.Features);
        int batch = GramForm.BatchRows(examples.Rows, options);
        try
        {
            return new GramForm(
                start, features, batch, gathers: options.Shuffle && batch < examples.Rows,
                new VectorizedEngine<double>(options.NumberOfThreads),
                // The checkpoint's coefficients become weights only by it.
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

    private TrainingResult<T> GramResult(
        NetworkParameters<double> trained, TrainingHistory history, StopReason reason, CrossValidationResult? choice = null)
    {
        preparation.Fold(trained);
        return Result(ShallowNetwork<double>.Owning(trained).ConvertTo<T>(), history, reason, TrainingForm.Gram, choice);
    }

    private TrainingResult<T> Result(
        ShallowNetwork<T> trained,
        TrainingHistory history,
        StopReason reason,
        TrainingForm form,
        CrossValidationResult? choice)
    {
        // The last step has no cost after it that would tell; and double precision may hold what single does not.
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
