using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>
/// The defaults of all trainers' options that are not the network's own, which stand in <see cref="NumericOptions"/>. Those that
/// depend on other options or on the data are null in the options, and chosen here when the trainer has seen the data.
/// docs/training.md says why these, docs/accuracy.md what they reach.
/// </summary>
internal static class TrainerDefaults
{
    public const string LabelColumnName = "Label";
    public const string FeatureColumnName = "Features";
    public const int NumberOfHiddenUnits = 100;
    public const Activation Activation = MlNetShallow.Activation.Relu;

    /// <summary>The steps of L-BFGS, or epochs of mini-batches, where they are not chosen by the data.</summary>
    public const int NumberOfEpochs = 200;

    public const FeatureScaling FeatureScaling = MlNetShallow.FeatureScaling.ByColumn;
    public const int Seed = 1;

    private const long LargestForLbfgs = 1 << 24;

    // Above these L-BFGS, with a step for a pass over all rows, is behind mini-batches in time and in quality.
    private const long SmallRows = 5000;
    private const double SmallWork = 1 << 26;

    // Of the mini-batches of large data.
    private const double LargeLearningRate = 0.003;
    private const int LargeBatchSize = 256;
    private const double LargeWork = 2.2e10;
    private const int LargePatience = 10;
    private const double LargeValidationRows = 10_000;

    private static readonly Optimizer Adam = MlNetShallow.Optimizer.Adam();
    private static readonly Optimizer Lbfgs = MlNetShallow.Optimizer.Lbfgs();

    /// <param name="isForMiniBatches">Whether options are set that L-BFGS does not use, or that do better without it.</param>
    /// <param name="weights">The number of weights, of which L-BFGS keeps some 25 copies.</param>
    public static Optimizer Optimizer(bool isForMiniBatches, long weights)
        => isForMiniBatches || weights > LargestForLbfgs ? Adam : Lbfgs;

    /// <summary>Whether data are so large that mini-batches learn more from them in the same time.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="work">The multiplications of a pass.</param>
    public static bool AreLarge(long rows, double work) => rows > SmallRows && work > SmallWork;

    /// <summary>What large data are trained with.</summary>
    public static TrainingOptions ForLargeData(TrainingOptions options, long rows, double work) => options with
    {
        Optimizer = Adam,
        LearningRate = LargeLearningRate,
        LearningRateSchedule = LearningRateSchedule.Cosine(),
        BatchSize = LargeBatchSize,
        Epochs = (int)Math.Clamp(LargeWork / work, 15, 40),
        EarlyStopping = options.EarlyStopping
            ?? new EarlyStopping(LargePatience, ValidationFraction: Math.Min(0.1, LargeValidationRows / rows)),
    };

    /// <summary>Multiplications of a pass; what a unit takes beside those with the features is worth 16 of these.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="units">The number of units that they are multiplied with.</param>
    /// <param name="weightsBetween">The number of weights between hidden layers.</param>
    public static double Work(long rows, int features, int units, long weightsBetween)
        => rows * (((features + 16.0) * units) + weightsBetween);

    public static WeightInitialization Initialization(Activation activation)
        => activation is Activation.Sigmoid or Activation.Tanh or Activation.Identity
            ? WeightInitialization.Xavier : WeightInitialization.He;

    public static double LearningRate(Optimizer optimizer) => optimizer is AdamOptimizer ? 0.001 : 0.01;

    public static int BatchSize(Optimizer optimizer) => optimizer is LbfgsOptimizer ? 0 : 32;

    /// <param name="rows">How many rows of equal weight the examples are worth.</param>
    public static double L2Regularization(double rows) => 0.15 / Math.Sqrt(rows);
}
