namespace MlNetShallow.Training;

/// <summary>
/// The table of all numeric options: name, range, default, meaning. Every error about a value out of its range comes from it,
/// in the trainers too. The defaults are those of <see cref="TrainingOptions"/> and of the optimizers, schedules and rules; the
/// trainers choose some by the data. Immutable and thread-safe.
/// </summary>
public static class NumericOptions
{
    private static readonly List<NumericOption> Lines = [];

    /// <summary>n1. <see cref="NetworkShape"/> has no default for it: this one is the trainers'.</summary>
    public static NumericOption NumberOfHiddenUnits { get; } = Add(
        nameof(NumberOfHiddenUnits), OptionRange.NotNegative, 100, "n1, the number of hidden units; 0 for a linear model");

    /// <summary>The number of networks of an ensemble: the trainers'.</summary>
    public static NumericOption EnsembleSize { get; } = Add(
        nameof(EnsembleSize), OptionRange.AtLeastOne, 1, "the number of networks whose logits are averaged");

    /// <summary>The deviation of weights that <see cref="WeightInitialization.Normal"/> draws.</summary>
    public static NumericOption InitializationScale { get; } = Add(
        nameof(InitializationScale), OptionRange.NotNegative, 0.01, "the standard deviation of normally drawn weights");

    /// <summary>α.</summary>
    public static NumericOption LearningRate { get; } = Add(
        nameof(LearningRate), OptionRange.Positive, 0.01, "α, the learning rate, with which a schedule begins");

    /// <summary>p of <see cref="InverseScalingSchedule"/>.</summary>
    public static NumericOption Power { get; } = Add(
        nameof(Power), OptionRange.NotNegative, 0.5, "p of the inverse-scaling schedule α / tᵖ, t being the epoch");

    /// <summary>The tolerance of <see cref="AdaptiveSchedule"/>.</summary>
    public static NumericOption ScheduleTolerance { get; } = Add(
        nameof(AdaptiveSchedule.Tolerance), OptionRange.NotNegative, 1e-4,
        "by how much the training cost must fall for the adaptive schedule to keep the rate");

    /// <summary>The end of <see cref="CosineSchedule"/>.</summary>
    public static NumericOption FinalFraction { get; } = Add(
        nameof(FinalFraction), OptionRange.UpToOne, 0, "the fraction of the learning rate that the cosine schedule falls to");

    /// <summary>μ.</summary>
    public static NumericOption MomentumFactor { get; } = Add(
        nameof(MomentumFactor), OptionRange.BelowOne, 0.9, "μ, the part of its velocity that a step keeps");

    /// <summary>β₁ of Adam.</summary>
    public static NumericOption Beta1 { get; } = Add(
        nameof(Beta1), OptionRange.BelowOne, 0.9, "β₁, the decay of Adam's mean of the gradient");

    /// <summary>β₂ of Adam.</summary>
    public static NumericOption Beta2 { get; } = Add(
        nameof(Beta2), OptionRange.BelowOne, 0.999, "β₂, the decay of Adam's mean of the squared gradient");

    /// <summary>ε of Adam.</summary>
    public static NumericOption Epsilon { get; } = Add(
        nameof(Epsilon), OptionRange.Positive, 1e-8, "ε, which keeps Adam from dividing by 0");

    /// <summary>The memory of L-BFGS.</summary>
    public static NumericOption HistorySize { get; } = Add(
        nameof(HistorySize), OptionRange.AtLeastOne, 10, "the number of past steps that L-BFGS learns the curvature from");

    /// <summary>The folds of <see cref="Selection.CrossValidation"/>.</summary>
    public static NumericOption Folds { get; } = Add(
        nameof(Folds), OptionRange.AtLeastTwo, 5, "the number of folds that λ is chosen by");

    /// <summary>The most examples that <see cref="Selection.CrossValidation"/> looks at.</summary>
    public static NumericOption MostRows { get; } = Add(
        nameof(MostRows), OptionRange.AtLeastTwenty, 3000, "the number of examples above which λ is chosen by a sample");

    /// <summary>The number of epochs.</summary>
    public static NumericOption Epochs { get; } = Add(
        nameof(Epochs), OptionRange.NotNegative, 100, "how often training goes through the examples");

    /// <summary>The size of mini-batches.</summary>
    public static NumericOption BatchSize { get; } = Add(
        nameof(BatchSize), OptionRange.NotNegative, 0, "the number of examples to a step; 0 for all of them");

    /// <summary>λ.</summary>
    public static NumericOption L2Regularization { get; } = Add(
        nameof(L2Regularization), OptionRange.NotNegative, 0, "λ of the penalty λ/2 Σ ‖W[l]‖²");

    /// <summary>The probability that a hidden unit is dropped.</summary>
    public static NumericOption Dropout { get; } = Add(
        nameof(Dropout), OptionRange.BelowOne, 0, "the probability with which a hidden unit is dropped in a step of training");

    /// <summary>The patience of <see cref="MlNetShallow.EarlyStopping"/>.</summary>
    public static NumericOption Patience { get; } = Add(
        nameof(Patience), OptionRange.AtLeastOne, 10, "the number of epochs without improvement after which training stops");

    /// <summary>The tolerance of <see cref="MlNetShallow.EarlyStopping"/>.</summary>
    public static NumericOption Tolerance { get; } = Add(
        nameof(Tolerance), OptionRange.NotNegative, 1e-4, "by how much the cost must fall to count as an improvement");

    /// <summary>δ of <see cref="RegressionLoss.Huber"/>.</summary>
    public static NumericOption HuberDelta { get; } = Add(
        nameof(HuberDelta), OptionRange.Positive, 1, "δ, the distance from the label from which on Huber's loss is absolute");

    /// <summary>A level of <see cref="RegressionLoss.Quantile"/>.</summary>
    public static NumericOption QuantileLevel { get; } = Add(
        nameof(QuantileLevel), OptionRange.InsideOne, 0.5, "τ, the part of the labels that is to be below a quantile");

    /// <summary>The share of the examples that are held out.</summary>
    public static NumericOption ValidationFraction { get; } = Add(
        nameof(ValidationFraction), OptionRange.BelowOne, 0.1,
        "the share of the examples that are held out to tell when to stop; 0 to go by the training cost");

    /// <summary>The weight of a class.</summary>
    public static NumericOption ClassWeight { get; } = Add(
        nameof(ClassWeight), OptionRange.NotNegative, 1, "the factor on the weights of a class's examples");

    /// <summary>The distance of checkpoints.</summary>
    public static NumericOption CheckpointInterval { get; } = Add(
        nameof(CheckpointInterval), OptionRange.AtLeastOne, 1, "the number of epochs from one checkpoint to the next");

    /// <summary>The number of threads.</summary>
    public static NumericOption NumberOfThreads { get; } = Add(
        nameof(NumberOfThreads), OptionRange.NotNegative, 0, "the number of threads; 0 for one per processor");

    /// <summary>The most memory of a Gram matrix.</summary>
    public static NumericOption GramMemoryLimit { get; } = Add(
        nameof(GramMemoryLimit), OptionRange.NotNegative, 1L << 30,
        "the most memory, in bytes, that a Gram matrix of the examples may take");

    /// <summary>All lines of the table.</summary>
    public static IReadOnlyList<NumericOption> All => Lines;

    private static NumericOption Add(string name, OptionRange range, double defaultValue, string meaning)
    {
        var option = new NumericOption(name, range, defaultValue, meaning);
        Lines.Add(option);
        return option;
    }
}
