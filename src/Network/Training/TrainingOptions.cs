using MlNetShallow.Training.Selection;

namespace MlNetShallow.Training;

/// <summary>How <see cref="NetworkTrainer"/> trains. Data only, immutable; the training checks and reads it once.</summary>
public sealed record TrainingOptions
{
    /// <summary>How a step follows from the gradient. Default plain gradient descent.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.GradientDescent;

    /// <summary>
    /// λ of the L2 penalty λ/2 Σ ‖W[l]‖², which is added to the cost that is minimized, though not to the cost that is
    /// reported; biases are free. At least 0. Default 0.
    /// </summary>
    public double L2Regularization { get; init; } = NumericOptions.L2Regularization.Default;

    /// <summary>
    /// How λ is chosen from the examples, where they are in memory and at least 20; <see cref="L2Regularization"/> is where the
    /// search begins. Null to take that as it is. Default null.
    /// </summary>
    public CrossValidation? CrossValidation { get; init; }

    /// <summary>L-BFGS ends where what it minimizes has failed three steps running to fall by this part. Default 0: nowhere
    /// above a minimum.</summary>
    internal double RelativeTolerance { get; init; }

    /// <summary>
    /// The probability with which each hidden unit is dropped, for one example and one step, so that units do not come to rely
    /// on each other (Srivastava et al. 2014); see <see cref="DropoutMask"/>. The costs of the history are those of the network
    /// with its units dropped; validation and the trained network have all units. At least 0 and below 1. Default 0.
    /// </summary>
    public double Dropout { get; init; } = NumericOptions.Dropout.Default;

    /// <summary>α, the learning rate: W := W − α·dW. Above 0 and finite. Default 0.01.</summary>
    public double LearningRate { get; init; } = NumericOptions.LearningRate.Default;

    /// <summary>How the learning rate changes from there. Default constant; L-BFGS, which finds its own step lengths, takes no
    /// other.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>How often training goes through all examples; at least 0. Default 100.</summary>
    public int Epochs { get; init; } = (int)NumericOptions.Epochs.Default;

    /// <summary>When to stop before that; null to go through all epochs. Default null.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Factors on the weights of each class's examples. Default none.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>How the features are scaled for the training. Default none.</summary>
    public FeatureScaling FeatureScaling { get; init; }

    /// <summary>What a prediction costs that differs from its label; the network must be of the loss's output layer. Null for the
    /// layer's own: for classes the cross-entropy, for numbers the squared error, of e^z the Poisson loss. Default null.</summary>
    public RegressionLoss? Loss { get; init; }

    /// <summary>
    /// For regression: whether the labels are brought to mean 0 and variance 1 for the training. For losses other than the squared
    /// error it is the median and the median absolute deviation (1.48 times it, which is the deviation of a normal distribution), or
    /// for e^z a mean of 1. Costs are reported, and
    /// predictions made, in the user's unit; the tolerances of <see cref="EarlyStopping"/> and
    /// <see cref="AdaptiveSchedule"/> are in that of the scaled labels. Default false.
    /// </summary>
    public bool ScaleTarget { get; init; }

    /// <summary>
    /// Whether the network that training starts from is a trained one, whose weights apply to the features, and the target, as
    /// they come. If not, it is a freshly drawn one, whose weights are taken to apply to the scaled ones. Without scaling it is
    /// all the same. Default false.
    /// </summary>
    public bool IsWarmStart { get; init; }

    /// <summary>
    /// The number of examples to a step; 0 for all of them, which is full-batch gradient descent: one step an epoch.
    /// A batch larger than the data is all of it. The m examples are split into ⌈m / BatchSize⌉ batches of nearly equal size,
    /// so that none is larger than this and none is a small remainder. Default 0.
    /// </summary>
    public int BatchSize { get; init; } = (int)NumericOptions.BatchSize.Default;

    /// <summary>Whether mini-batches are drawn in a new random order each epoch. Default true. Full-batch descent keeps the
    /// order of the examples.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of that order, of the examples held out for validation and of the units dropped. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The number of threads; 0 for one per processor. Results do not depend on it. Default 0.</summary>
    public int NumberOfThreads { get; init; } = (int)NumericOptions.NumberOfThreads.Default;

    /// <summary>
    /// The most memory, in bytes, that a Gram matrix of the examples may take. Where examples are few beside features,
    /// training takes the form that needs that matrix; see <see cref="TrainingForm"/>. Default 1 GiB.
    /// </summary>
    public long GramMemoryLimit { get; init; } = (long)NumericOptions.GramMemoryLimit.Default;

    /// <summary>The form to train in, for tests of one against the other; null to choose.</summary>
    internal TrainingForm? Form { get; init; }

    /// <summary>Is called after each epoch, on the training thread. Default null.</summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Is called with a checkpoint after every <see cref="CheckpointInterval"/>th epoch, on the training thread.
    /// <see cref="TrainingCheckpoint.Save"/> puts it into a file. Default null.
    /// </summary>
    public Action<TrainingCheckpoint>? Checkpoint { get; init; }

    /// <summary>The number of epochs from one checkpoint to the next; at least 1. Default 1.</summary>
    public int CheckpointInterval { get; init; } = (int)NumericOptions.CheckpointInterval.Default;

    /// <summary>
    /// The checkpoint to resume from, of a training of the same network on the same examples with the same options; only
    /// the number of epochs (unless the cosine schedule depends on it), the number of threads, the memory limit, callbacks
    /// and cancellation may be others. The weights of the start network are then not used. Null to begin. Default null.
    /// </summary>
    public TrainingCheckpoint? ResumeFrom { get; init; }

    /// <summary>Stops training after the step under way; what is learnt so far is kept. Default none.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it and the range.
    /// </exception>
    /// <exception cref="ArgumentException">Two options do not go together; the message names both.</exception>
    public void Check()
    {
        NumericOptions.LearningRate.Check(LearningRate);
        NumericOptions.Epochs.Check(Epochs);
        NumericOptions.BatchSize.Check(BatchSize);
        NumericOptions.L2Regularization.Check(L2Regularization);
        CrossValidation?.Check();
        NumericOptions.Dropout.Check(Dropout);
        NumericOptions.NumberOfThreads.Check(NumberOfThreads);
        NumericOptions.GramMemoryLimit.Check(GramMemoryLimit);
        NumericOptions.CheckpointInterval.Check(CheckpointInterval);
        ArgumentNullException.ThrowIfNull(LearningRateSchedule);
        LearningRateSchedule.Check();
        EarlyStopping?.Check();
        Loss?.Check();
        ArgumentNullException.ThrowIfNull(ClassWeights);
        ClassWeights.Check();
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "There is no such feature scaling.");
        ArgumentNullException.ThrowIfNull(Optimizer);
        Optimizer.Check();
        if (Optimizer is LbfgsOptimizer)
            CheckLbfgs();
    }

    private void CheckLbfgs()
    {
        if (BatchSize != 0)
        {
            throw new ArgumentException(
                $"Optimizer L-BFGS takes all examples at once: with it, BatchSize must be 0, not {BatchSize}.");
        }

        if (LearningRateSchedule is not ConstantSchedule)
        {
            throw new ArgumentException("Optimizer L-BFGS finds its own step lengths: with it, LearningRateSchedule must be " +
                $"constant, not {LearningRateSchedule}.");
        }

        if (Dropout != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Optimizer L-BFGS needs the same cost in every step: with it, Dropout must be 0, not {Dropout}."));
        }
    }
}
