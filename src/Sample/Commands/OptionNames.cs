using MlNetShallow.Batch;

namespace MlNetShallow.Sample.Commands;

/// <summary>What the values of options are called on the command line.</summary>
internal static class OptionNames
{
    public const string NormalInitialization = "normal";
    public const string SquaredLoss = "squared";
    public const string HuberLoss = "huber";
    public const string QuantileLoss = "quantile";

    public static IReadOnlyList<string> Losses { get; } = [SquaredLoss, "absolute", HuberLoss, QuantileLoss, "poisson", "gamma"];

    public static Dictionary<string, Activation> Activations { get; } = new()
    {
        ["sigmoid"] = Activation.Sigmoid,
        ["tanh"] = Activation.Tanh,
        ["relu"] = Activation.Relu,
        ["leaky-relu"] = Activation.LeakyRelu,
        ["identity"] = Activation.Identity,
        ["elu"] = Activation.Elu,
        ["gelu"] = Activation.Gelu,
        ["silu"] = Activation.Silu,
        ["softplus"] = Activation.Softplus,
    };

    public static Dictionary<string, WeightInitialization> Initializations { get; } = new()
    {
        [NormalInitialization] = WeightInitialization.Normal,
        ["he"] = WeightInitialization.He,
        ["xavier"] = WeightInitialization.Xavier,
        ["zeros"] = WeightInitialization.Zeros,
    };

    public static Dictionary<string, Method> Methods { get; } = new()
    {
        ["gd"] = new(Optimizer.GradientDescent, IsFullBatch: true),
        ["sgd"] = new(Optimizer.GradientDescent),
        ["momentum"] = new(Optimizer.Momentum()),
        ["nesterov"] = new(Optimizer.Nesterov()),
        ["adam"] = new(Optimizer.Adam()),
        ["lbfgs"] = new(Optimizer.Lbfgs(), IsFullBatch: true),
    };

    public static Dictionary<string, LearningRateSchedule> Schedules { get; } = new()
    {
        ["constant"] = LearningRateSchedule.Constant,
        ["inverse-scaling"] = LearningRateSchedule.InverseScaling(),
        ["adaptive"] = LearningRateSchedule.Adaptive(),
        ["cosine"] = LearningRateSchedule.Cosine(),
    };

    public static Dictionary<string, ScoringFormat> ScoringFormats { get; } = new()
    {
        ["tsv"] = ScoringFormat.Tsv,
        ["csv"] = ScoringFormat.Csv,
        ["jsonl"] = ScoringFormat.Jsonl,
        ["parquet"] = ScoringFormat.Parquet,
    };

    public static Dictionary<string, FeatureScaling> Scalings { get; } = new()
    {
        ["none"] = FeatureScaling.None,
        ["min-max"] = FeatureScaling.MinMax,
        ["mean-variance"] = FeatureScaling.MeanVariance,
        ["by-column"] = FeatureScaling.ByColumn,
    };

    public static Dictionary<string, ClassWeights> ClassWeights { get; } = new()
    {
        ["none"] = MlNetShallow.ClassWeights.None,
        ["balanced"] = MlNetShallow.ClassWeights.Balanced,
    };

    /// <summary>An optimizer, and whether it takes all examples at once.</summary>
    public sealed record Method(Optimizer Optimizer, bool IsFullBatch = false);
}
