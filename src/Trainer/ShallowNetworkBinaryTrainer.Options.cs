using MlNetShallow.Training;

namespace MlNetShallow;

public sealed partial class ShallowNetworkBinaryTrainer
{
    /// <summary>Options for <see cref="ShallowNetworkBinaryTrainer"/>. The trainer reads them once, when it is made.</summary>
    public sealed class Options
    {
        /// <summary>The label column, of <see cref="bool"/>. Default "Label".</summary>
        public string LabelColumnName = "Label";

        /// <summary>
        /// The feature column: a known-size vector of <see cref="float"/>, or of <see cref="byte"/>, whose 0 to 255 stand
        /// for 0 to 1. Default "Features".
        /// </summary>
        public string FeatureColumnName = "Features";

        /// <summary>The example weight column, of <see cref="float"/>, at least 0; null for none. Default null.</summary>
        public string? ExampleWeightColumnName;

        /// <summary>n1, the number of hidden units, at least 0; 0 is logistic regression. Default 32.</summary>
        public int NumberOfHiddenUnits = Defaults.NumberOfHiddenUnits;

        /// <summary>The function of the hidden units. Default ReLU.</summary>
        public Activation Activation = Defaults.Activation;

        /// <summary>How the weights start. Default normal, with <see cref="InitializationScale"/>.</summary>
        public WeightInitialization Initialization = WeightInitialization.Normal;

        /// <summary>The standard deviation of <see cref="WeightInitialization.Normal"/>, at least 0. Default 0.01.</summary>
        public double InitializationScale = 0.01;

        /// <summary>How a step follows from the gradient. Default plain gradient descent.</summary>
        public Optimizer Optimizer = Optimizer.GradientDescent;

        /// <summary>λ of the L2 penalty λ/2 (‖W1‖² + ‖W2‖²) on the weights, at least 0. Default 0.</summary>
        public double L2Regularization;

        /// <summary>α, the learning rate, above 0. L-BFGS does not use it. Default 0.01.</summary>
        public double LearningRate = Defaults.LearningRate;

        /// <summary>How often training goes through the data, at least 0. Default 150.</summary>
        public int NumberOfEpochs = Defaults.NumberOfEpochs;

        /// <summary>
        /// The number of examples to a step, drawn in a new order each epoch; 0 for all of them, which is full-batch gradient
        /// descent. m examples make ⌈m / BatchSize⌉ batches of nearly equal size. Default null, which is 16, or all examples
        /// for L-BFGS, which takes no other.
        /// </summary>
        public int? BatchSize;

        /// <summary>The seed of the initial weights and of the order of the examples. Default 1.</summary>
        public int Seed = 1;

        /// <summary>The number of threads; null or 0 for one a processor. Results do not hang on it. Default null.</summary>
        public int? NumberOfThreads;

        /// <summary>The most memory, in bytes, that a Gram matrix of the examples may take; see
        /// <see cref="TrainingForm.Span"/>. At least 0. Default 1 GiB.</summary>
        public long GramMemoryLimit = 1L << 30;

        /// <summary>Is called after each epoch, on the thread that fits.</summary>
        public Action<TrainingProgress>? Progress;

        /// <summary>
        /// Stops training after the step under way. <see cref="Fit"/> then returns what is learnt so far;
        /// <see cref="ShallowNetworkModelParameters.StopReason"/> tells.
        /// </summary>
        public CancellationToken CancellationToken;

        internal Options CheckedCopy()
        {
            ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
            ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
            NumericOptions.NumberOfHiddenUnits.Check(NumberOfHiddenUnits);
            NumericOptions.InitializationScale.Check(InitializationScale);
            NumericOptions.Epochs.Check(NumberOfEpochs, nameof(NumberOfEpochs));
            NumericOptions.NumberOfThreads.Check(NumberOfThreads ?? 0);
            if (!Enum.IsDefined(Activation))
                throw new ArgumentOutOfRangeException(nameof(Activation), Activation, "There is no such activation.");
            if (!Enum.IsDefined(Initialization))
                throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "There is no such initialization.");
            ToTrainingOptions().Check();
            return (Options)MemberwiseClone();
        }

        internal TrainingOptions ToTrainingOptions() => new()
        {
            Optimizer = Optimizer,
            L2Regularization = L2Regularization,
            GramMemoryLimit = GramMemoryLimit,
            LearningRate = LearningRate,
            Epochs = NumberOfEpochs,
            BatchSize = BatchSize ?? (Optimizer is LbfgsOptimizer ? 0 : Defaults.BatchSize),
            Seed = Seed,
            NumberOfThreads = NumberOfThreads ?? 0,
            Progress = Progress,
            CancellationToken = CancellationToken,
        };
    }

    internal static class Defaults
    {
        public const int NumberOfHiddenUnits = 32;
        public const Activation Activation = MlNetShallow.Activation.Relu;
        public const double LearningRate = 0.01;
        public const int NumberOfEpochs = 150;
        public const int BatchSize = 16;
    }
}
