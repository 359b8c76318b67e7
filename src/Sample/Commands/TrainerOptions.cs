using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MlNetShallow.Training;

namespace MlNetShallow.Sample.Commands;

/// <summary>The trainers' options on the command line, with the trainers' own defaults.</summary>
internal sealed class TrainerOptions
{
    private const string Chosen = "[default: the trainer's choice]";

    private static readonly ShallowNetworkBinaryTrainer.Options Defaults = new();

    private readonly Option<int[]> _hiddenUnits = OptionFactory.Layers(
        "--hidden",
        "The number of hidden units, of several layers as in 20,7,5; 0 for a linear model.",
        Defaults.NumberOfHiddenUnits,
        NetworkShape.MostHiddenLayers);

    private readonly Option<int> _ensemble = OptionFactory.Integer(
        "--ensemble",
        "How many networks to train, with seeds that follow each other, and to average in one: a bit better, and so many times slower.",
        Defaults.EnsembleSize,
        least: 1);

    private readonly Option<string> _activation = OptionFactory.Choice(
        "--activation",
        "The function of the hidden units.",
        OptionNames.Activations.Keys,
        OptionNames.Activations.Single(pair => pair.Value == Defaults.Activation).Key);

    private readonly Option<string?> _optimizer = OptionFactory.OptionalChoice(
        "--optimizer",
        $"gd and lbfgs: one step an epoch, from all examples; the others: a step for each mini-batch. {Chosen}",
        OptionNames.Methods.Keys);

    private readonly Option<double?> _learningRate = Optional(
        "--learning-rate", $"The learning rate; lbfgs has none. {Chosen}", value => value > 0, "above 0 and finite");

    private readonly Option<string> _schedule = OptionFactory.Choice(
        "--schedule", "How the learning rate changes from epoch to epoch.", OptionNames.Schedules.Keys, "constant");

    private readonly Option<int?> _epochs = OptionFactory.OptionalNumber<int>(
        "--epochs",
        $"How often training goes through the examples. {Chosen}",
        value => value >= 0,
        "a whole number of at least 0",
        NumberStyles.Integer);

    private readonly Option<int?> _batchSize = OptionFactory.OptionalNumber<int>(
        "--batch-size",
        $"The number of examples in a mini-batch. {Chosen}",
        value => value >= 1,
        "a whole number of at least 1",
        NumberStyles.Integer);

    private readonly Option<double?> _l2 = Optional(
        "--l2", $"The factor of the L2 penalty on the weights. {Chosen}", value => value >= 0, "at least 0 and finite");

    private readonly Option<bool> _noCalibration = OptionFactory.Flag(
        "--no-calibration", "Leave the probabilities as training gives them.");

    private readonly Option<double> _dropout = OptionFactory.Number(
        "--dropout",
        "The probability with which a hidden unit is dropped in a step; not for lbfgs.",
        Defaults.Dropout,
        value => value is >= 0 and < 1,
        "at least 0 and below 1");

    private readonly Option<string> _classWeights = OptionFactory.Choice(
        "--class-weights",
        "balanced: a class counts the same however few its examples are.",
        OptionNames.ClassWeights.Keys,
        "none");

    private readonly Option<double> _threshold = OptionFactory.Number(
        "--threshold",
        "Of two classes, the probability above which 1 is predicted.",
        Defaults.Threshold,
        value => value is > 0 and < 1,
        "above 0 and below 1");

    private readonly LossOptions _loss = new();

    private readonly Option<int?> _patience = OptionFactory.OptionalNumber<int>(
        "--early-stopping",
        "Stop when so many epochs running have brought the held-out examples nothing. [default: do all epochs]",
        value => value >= 1,
        "a whole number of at least 1",
        NumberStyles.Integer);

    private readonly Option<double> _validationFraction = OptionFactory.Number(
        "--validation-fraction",
        "The share of the examples that is held out for --early-stopping; 0 to go by the training cost.",
        new EarlyStopping().ValidationFraction,
        value => value is >= 0 and < 1,
        "at least 0 and below 1");

    private readonly Option<string?> _scaling = OptionFactory.OptionalChoice(
        "--feature-scaling", $"How features are scaled for the training. {Chosen}", OptionNames.Scalings.Keys);

    private readonly Option<string?> _initialization = OptionFactory.OptionalChoice(
        "--initialization", $"How the weights start. {Chosen}", OptionNames.Initializations.Keys);

    private readonly Option<double> _initializationScale = OptionFactory.Number(
        "--init-scale",
        "The standard deviation that --initialization normal draws with.",
        Defaults.InitializationScale,
        value => value >= 0 && double.IsFinite(value),
        "at least 0 and finite");

    private readonly Option<int> _seed = OptionFactory.Integer(
        "--seed", "The seed of the initial weights and of all that is drawn in training.", new TrainingOptions().Seed);

    private readonly Option<bool> _noCache = OptionFactory.Flag(
        "--no-cache", "Read the data again in each epoch instead of holding them in memory.");

    private readonly Option<int> _threads = OptionFactory.Integer(
        "--threads", "The number of threads; 0 for one per processor. The result does not depend on it.", 0, least: 0);

    /// <summary>The options that a trained network has its own values of.</summary>
    public Option[] OfTheNetwork =>
        [_hiddenUnits, _ensemble, _activation, _initialization, _initializationScale, _threshold, .. _loss.All];

    public void AddTo(Command command)
    {
        command.AddOptions(
            _hiddenUnits, _ensemble, _activation, _optimizer, _learningRate, _schedule, _epochs, _batchSize, _l2, _noCalibration, _dropout,
            _classWeights, _threshold);
        _loss.AddTo(command);
        command.AddOptions(
            _patience, _validationFraction, _scaling, _initialization, _initializationScale, _seed, _noCache, _threads);
        command.Validators.Add(RefuseWhatTheOptimizerHasNot);
        command.Validators.Add(RefuseWhatIsWithoutEffect);
    }

    public TOptions Read<TOptions>(ParseResult parsed)
        where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
    {
        OptionNames.Method? method = parsed.GetValue(_optimizer) is { } name ? OptionNames.Methods[name] : null;
        int? patience = parsed.GetValue(_patience);
        var options = new TOptions
        {
            EnsembleSize = parsed.GetValue(_ensemble),
            Activation = OptionNames.Activations[parsed.GetRequiredValue(_activation)],
            Optimizer = method?.Optimizer,
            LearningRate = parsed.GetValue(_learningRate),
            LearningRateSchedule = OptionNames.Schedules[parsed.GetRequiredValue(_schedule)],
            NumberOfEpochs = parsed.GetValue(_epochs),
            BatchSize = method?.IsFullBatch == true ? 0 : parsed.GetValue(_batchSize),
            L2Regularization = parsed.GetValue(_l2),
            Calibrate = !parsed.GetValue(_noCalibration),
            Dropout = parsed.GetValue(_dropout),
            EarlyStopping = patience is null
                ? null
                : new EarlyStopping(patience.Value, ValidationFraction: parsed.GetValue(_validationFraction)),
            FeatureScaling = parsed.GetValue(_scaling) is { } scaling ? OptionNames.Scalings[scaling] : null,
            Initialization = parsed.GetValue(_initialization) is { } start ? OptionNames.Initializations[start] : null,
            InitializationScale = parsed.GetValue(_initializationScale),
            Seed = parsed.GetValue(_seed),
            CacheData = !parsed.GetValue(_noCache),
            NumberOfThreads = parsed.GetValue(_threads),
        };
        if (parsed.GetRequiredValue(_hiddenUnits) is [var units])
            options.NumberOfHiddenUnits = units;
        else
            options.HiddenUnits = parsed.GetRequiredValue(_hiddenUnits);
        ClassWeights weights = OptionNames.ClassWeights[parsed.GetRequiredValue(_classWeights)];
        if (options is ShallowNetworkTrainerBase.ClassificationOptionsBase classification)
            classification.ClassWeights = weights;
        else if (weights != ClassWeights.None)
            throw new InvalidDataException($"{_classWeights.Name} is for classes; {LabelIs(options)}.");
        double threshold = parsed.GetValue(_threshold);
        if (options is ShallowNetworkBinaryTrainer.Options binary)
            binary.Threshold = threshold;
        else if (threshold != Defaults.Threshold)
            throw new InvalidDataException($"{_threshold.Name} is for two classes.");
        RegressionLoss loss = LossOf(parsed);
        if (options is ShallowNetworkRegressionTrainer.Options regression)
            regression.Loss = loss;
        else if (options is ShallowNetworkMultiTargetTrainer.Options targets)
            targets.Loss = loss;
        else
            _loss.Refuse(loss, LabelIs(options));
        return options;
    }

    private static string LabelIs(ShallowNetworkTrainerBase.OptionsBase options)
        => options is ShallowNetworkMultiLabelTrainer.Options ? "the labels are several flags"
            : options is ShallowNetworkTrainerBase.ClassificationOptionsBase ? "the label is a class" : "the label is a number";

    /// <summary>The loss that is asked for.</summary>
    public RegressionLoss LossOf(ParseResult parsed) => _loss.Read(parsed);

    private void RefuseWhatTheOptimizerHasNot(CommandResult result)
    {
        if (result.GetResult(_optimizer) is not { Tokens: [{ Value: { } name }] }
            || !OptionNames.Methods.TryGetValue(name, out OptionNames.Method? method))
            return;
        if (method.IsFullBatch && IsGiven(result, _batchSize))
            result.AddError($"{_batchSize.Name} is not for {_optimizer.Name} {name}, which takes all examples at once.");
        if (method.Optimizer is not LbfgsOptimizer)
            return;
        foreach (Option option in (Option[])[_learningRate, _schedule, _dropout])
        {
            if (IsGiven(result, option))
                result.AddError($"{option.Name} is not for {_optimizer.Name} {name}.");
        }
    }

    // Who gives an option means it to do something.
    private void RefuseWhatIsWithoutEffect(CommandResult result)
    {
        if (IsGiven(result, _validationFraction) && !IsGiven(result, _patience))
            result.AddError($"{_validationFraction.Name} is for {_patience.Name}, which is not given.");
        if (IsGiven(result, _initializationScale)
            && result.GetResult(_initialization) is not { Tokens: [{ Value: OptionNames.NormalInitialization }] })
            result.AddError($"{_initializationScale.Name} is for {_initialization.Name} {OptionNames.NormalInitialization}.");
    }

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static Option<double?> Optional(string name, string description, Func<double, bool> isInRange, string range)
        => OptionFactory.OptionalNumber<double>(name, description, value => isInRange(value) && double.IsFinite(value), range);
}
