using System.CommandLine;

namespace MlNetShallow.Sample.Commands;

/// <summary>The trainer's options on the command line, with the trainer's own defaults.</summary>
internal sealed class TrainerOptions
{
    private const int DefaultBatchSize = 16;

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

    private static readonly Dictionary<string, Method> Methods = new()
    {
        ["gd"] = new(Optimizer.GradientDescent, IsFullBatch: true),
        ["sgd"] = new(Optimizer.GradientDescent),
        ["momentum"] = new(Optimizer.Momentum()),
        ["nesterov"] = new(Optimizer.Nesterov()),
        ["adam"] = new(Optimizer.Adam()),
        ["lbfgs"] = new(Optimizer.Lbfgs(), IsFullBatch: true),
    };

    private readonly Option<int> _hiddenUnits = OptionFactory.Integer(
        "--hidden", "The number of hidden units; 0 for logistic regression.", Defaults.NumberOfHiddenUnits, least: 0);

    private readonly Option<string> _activation = Named(
        "--activation", "The function of the hidden units.", Activations, Defaults.Activation);

    private readonly Option<string> _optimizer = Named(
        "--optimizer",
        "gd and lbfgs: one step an epoch, from all pictures; the others: a step for each mini-batch.",
        Methods,
        new Method(Defaults.Optimizer, IsFullBatch: false));

    private readonly Option<double> _learningRate = OptionFactory.Number(
        "--learning-rate",
        "The learning rate; lbfgs has none.",
        Defaults.LearningRate,
        value => value > 0 && double.IsFinite(value),
        "above 0 and finite");

    private readonly Option<int> _epochs = OptionFactory.Integer(
        "--epochs", "How often training goes through the pictures.", Defaults.NumberOfEpochs, least: 0);

    private readonly Option<int> _batchSize = OptionFactory.Integer(
        "--batch-size", "The number of pictures in a mini-batch.", DefaultBatchSize, least: 1);

    private readonly Option<double> _l2 = OptionFactory.Number(
        "--l2",
        "The factor of the L2 penalty on the weights.",
        Defaults.L2Regularization,
        value => value >= 0 && double.IsFinite(value),
        "at least 0 and finite");

    private readonly Option<string> _initialization = Named(
        "--initialization", "How the weights start.", Initializations, Defaults.Initialization);

    private readonly Option<double> _initializationScale = OptionFactory.Number(
        "--init-scale",
        "The standard deviation of normal initialization.",
        Defaults.InitializationScale,
        value => value >= 0 && double.IsFinite(value),
        "at least 0 and finite");

    private readonly Option<int> _seed = OptionFactory.Integer(
        "--seed", "The seed of the initial weights and of the order of the pictures.", Defaults.Seed);

    private readonly Option<int> _threads = OptionFactory.Integer(
        "--threads", "The number of threads; 0 for one a processor. The result does not depend on it.", 0, least: 0);

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_hiddenUnits, _activation, _optimizer, _learningRate, _epochs, _batchSize, _l2])
            command.Options.Add(option);
        foreach (Option option in (Option[])[_initialization, _initializationScale, _seed, _threads])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_batchSize) is { Implicit: false }
                && result.GetResult(_optimizer) is { Tokens: [{ Value: { } name }] }
                && Methods.TryGetValue(name, out Method? method) && method.IsFullBatch)
                result.AddError($"{_batchSize.Name} is not for {_optimizer.Name} {name}, which takes all pictures at once.");
        });
    }

    public ShallowNetworkBinaryTrainer.Options Read(ParseResult parsed)
    {
        Method method = Methods[parsed.GetRequiredValue(_optimizer)];
        int threads = parsed.GetValue(_threads);
        return new ShallowNetworkBinaryTrainer.Options
        {
            NumberOfHiddenUnits = parsed.GetValue(_hiddenUnits),
            Activation = Activations[parsed.GetRequiredValue(_activation)],
            Optimizer = method.Optimizer,
            LearningRate = parsed.GetValue(_learningRate),
            NumberOfEpochs = parsed.GetValue(_epochs),
            BatchSize = method.IsFullBatch ? 0 : parsed.GetValue(_batchSize),
            L2Regularization = parsed.GetValue(_l2),
            Initialization = Initializations[parsed.GetRequiredValue(_initialization)],
            InitializationScale = parsed.GetValue(_initializationScale),
            Seed = parsed.GetValue(_seed),
            NumberOfThreads = threads == 0 ? null : threads,
        };
    }

    private static Option<string> Named<T>(string name, string description, Dictionary<string, T> values, T value)
        where T : notnull
        => OptionFactory.Choice(name, description, values.Keys, values.Single(pair => pair.Value.Equals(value)).Key);

    private sealed record Method(Optimizer Optimizer, bool IsFullBatch = false);
}
