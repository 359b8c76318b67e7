using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>
/// The defaults of all trainers' options that are not the network's own, which stand in <see cref="NumericOptions"/>. Those that
/// hang on other options or on the data are null in the options, and chosen here when the trainer has seen the data.
/// docs/training.md says why these, docs/accuracy.md what they reach.
/// </summary>
internal static class TrainerDefaults
{
    public const string LabelColumnName = "Label";
    public const string FeatureColumnName = "Features";
    public const int NumberOfHiddenUnits = 100;
    public const Activation Activation = MlNetShallow.Activation.Relu;
    public const int NumberOfEpochs = 200;
    public const FeatureScaling FeatureScaling = MlNetShallow.FeatureScaling.ByColumn;
    public const int Seed = 1;

    private const long LargestForLbfgs = 1 << 24;

    private static readonly Optimizer Adam = MlNetShallow.Optimizer.Adam();
    private static readonly Optimizer Lbfgs = MlNetShallow.Optimizer.Lbfgs();

    /// <param name="isForMiniBatches">Whether options are set that L-BFGS has no use for, or do better without it.</param>
    /// <param name="weights">The number of weights, of which L-BFGS keeps some 25 copies.</param>
    public static Optimizer Optimizer(bool isForMiniBatches, long weights)
        => isForMiniBatches || weights > LargestForLbfgs ? Adam : Lbfgs;

    public static WeightInitialization Initialization(Activation activation)
        => activation is Activation.Relu or Activation.LeakyRelu ? WeightInitialization.He : WeightInitialization.Xavier;

    public static double LearningRate(Optimizer optimizer) => optimizer is AdamOptimizer ? 0.001 : 0.01;

    public static int BatchSize(Optimizer optimizer) => optimizer is LbfgsOptimizer ? 0 : 32;

    /// <param name="rows">How many rows of equal weight the examples are worth.</param>
    public static double L2Regularization(double rows) => 0.15 / Math.Sqrt(rows);
}
