using System.CommandLine;

namespace MlNetShallow.Sample.Commands;

/// <summary>The trainer's options on the command line, with the trainer's own defaults.</summary>
internal sealed class TrainerOptions
{
    private const string FullBatch = "gd";
    private const string MiniBatches = "sgd";

    private static readonly ShallowNetworkBinaryTrainer.Options Defaults = new();

    private static readonly Dictionary<string, Activation> Activations = new()
    {
        ["sigmoid"] = Activation.Sigmoid,
        ["tanh"] = Activation.Tanh,
        ["relu"] = Activation.Relu,
        ["leaky-relu"] = Activation.LeakyRelu,
        ["identity"] = Activation.Identity,
    };

    private static readonly Dictionary<string, WeightInitialization> Initializations = new()
    {
        ["normal"] = WeightInitialization.Normal,
        ["he"] = WeightInitialization.He,
        ["xavier"] = WeightInitialization.Xavier,
        ["zeros"] = WeightInitialization.Zeros,
    };

    private readonly Option<int> _hiddenUnits = OptionFactory.Integer(
        "--hidden", "The number of hidden units; 0 for logistic regression.", Defaults.NumberOfHiddenUnits, least: 0);

    private readonly Option<string> _activation = OptionFactory.Choice(
        "--activation",
        "The function of the hidden units.",
        Activations.Keys,
        Activations.Single(activation => activation.Value == Defaults.Activation).Key);

    private readonly Option<string> _optimizer = OptionFactory.Choice(
        "--optimizer",
        "gd: full-batch gradient descent, one step an epoch; sgd: a step for each mini-batch.",
        [FullBatch, MiniBatches],
        MiniBatches);

    private readonly Option<double> _learningRate = OptionFactory.Number(
        "--learning-rate",
        "The learning rate.",
        Defaults.LearningRate,
        value => value > 0 && double.IsFinite(value),
        "above 0 and finite");

    private readonly Option<int> _epochs = OptionFactory.Integer(
        "--epochs", "How often training goes through the pictures.", Defaults.NumberOfEpochs, least: 0);

    private readonly Option<int> _batchSize = OptionFactory.Integer(
        "--batch-size", "The number of pictures in a mini-batch; for sgd.", Defaults.BatchSize, least: 1);

    private readonly Option<string> _initialization = OptionFactory.Choice(
        "--initialization",
        "How the weights start.",
        Initializations.Keys,
        Initializations.Single(initialization => initialization.Value == Defaults.Initialization).Key);

    private readonly Option<double> _initializationScale = OptionFactory.Number(
        "--init-scale",
        "The standard deviation of normal initialization.",
        Defaults.InitializationScale,
        value => value >= 0 && double.IsFinite(value),
        "at least 0 and finite");

    private readonly Option<int> _seed = OptionFactory.Integer(
        "--seed", "The seed of the initial weights and of the order of the pictures.", Defaults.Seed);

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_hiddenUnits, _activation, _optimizer, _learningRate, _epochs, _batchSize])
            command.Options.Add(option);
        foreach (Option option in (Option[])[_initialization, _initializationScale, _seed])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            bool isFullBatch = result.GetResult(_optimizer) is { Tokens: [{ Value: FullBatch }] };
            if (isFullBatch && result.GetResult(_batchSize) is { Implicit: false })
                result.AddError($"{_batchSize.Name} is for {_optimizer.Name} {MiniBatches}; {FullBatch} takes all at once.");
        });
    }

    public ShallowNetworkBinaryTrainer.Options Read(ParseResult parsed) => new()
    {
        NumberOfHiddenUnits = parsed.GetValue(_hiddenUnits),
        Activation = Activations[parsed.GetRequiredValue(_activation)],
        LearningRate = parsed.GetValue(_learningRate),
        NumberOfEpochs = parsed.GetValue(_epochs),
        BatchSize = parsed.GetValue(_optimizer) == FullBatch ? 0 : parsed.GetValue(_batchSize),
        Initialization = Initializations[parsed.GetRequiredValue(_initialization)],
        InitializationScale = parsed.GetValue(_initializationScale),
        Seed = parsed.GetValue(_seed),
    };
}
