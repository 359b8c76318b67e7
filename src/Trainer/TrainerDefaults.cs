using MlNetShallow.Input;

namespace MlNetShallow;

/// <summary>
/// The defaults of all trainers' options, in one place. Those that hang on other options or on the form of the features are
/// null in the options, and chosen here when the trainer has seen the data.
/// </summary>
internal static class TrainerDefaults
{
    public const string LabelColumnName = "Label";
    public const string FeatureColumnName = "Features";
    public const int NumberOfHiddenUnits = 32;
    public const Activation Activation = MlNetShallow.Activation.Relu;
    public const double InitializationScale = 0.01;
    public const int NumberOfEpochs = 150;
    public const int Seed = 1;
    public const long GramMemoryLimit = 1L << 30;
    public const int CheckpointInterval = 1;

    public static Optimizer Optimizer { get; } = MlNetShallow.Optimizer.GradientDescent;

    public static WeightInitialization Initialization => WeightInitialization.Normal;

    public static double LearningRate(Optimizer optimizer) => optimizer is AdamOptimizer ? 0.001 : 0.01;

    public static int BatchSize(Optimizer optimizer) => optimizer is LbfgsOptimizer ? 0 : 16;

    public static FeatureScaling FeatureScaling(FeatureKind features)
        => features == FeatureKind.Dense ? MlNetShallow.FeatureScaling.MeanVariance : MlNetShallow.FeatureScaling.None;
}
