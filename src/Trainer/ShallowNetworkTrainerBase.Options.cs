using MlNetShallow.Input;
using MlNetShallow.Training;
using MlNetShallow.Training.Selection;

namespace MlNetShallow;

public abstract partial class ShallowNetworkTrainerBase
{
    /// <summary>
    /// The options that all trainers have. A trainer reads them once, when it is made. Where null is the default the trainer
    /// chooses, by the other options and the data, and tells in its log what it chose.
    /// </summary>
    public abstract class OptionsBase
    {
        /// <summary>The label column, of the type that the trainer asks for. Default "Label".</summary>
        public string LabelColumnName = TrainerDefaults.LabelColumnName;

        /// <summary>
        /// The feature column: a known-size vector of <see cref="float"/>, or of <see cref="byte"/>, whose 0 to 255 stand
        /// for 0 to 1. Default "Features".
        /// </summary>
        public string FeatureColumnName = TrainerDefaults.FeatureColumnName;

        /// <summary>The example weight column, of <see cref="float"/>, at least 0; null for none. Default null.</summary>
        public string? ExampleWeightColumnName;

        /// <summary>n1, the number of hidden units, at least 0; 0 makes a linear model. Default 100.</summary>
        public int NumberOfHiddenUnits = TrainerDefaults.NumberOfHiddenUnits;

        /// <summary>The number of units of each of several hidden layers, of the one that the features go into first, as in
        /// <c>[20, 7, 5]</c>: each at least 1, at most 64 layers; none makes a linear model. It takes the place of
        /// <see cref="NumberOfHiddenUnits"/>, which is left as it is then. Default null: one layer of those.</summary>
        public int[]? HiddenUnits;

        /// <summary>The number of networks that are trained, each by itself, with the seeds <see cref="Seed"/>, Seed + 1 and so on,
        /// and whose logits are averaged: an ensemble. The model is one network with the hidden units of all; fitting and scoring take
        /// so many times as long, and predictions are better by a little, nearly always. The history, and what cross-validation told,
        /// are those of the first. Not with checkpoints or a warm start. At least 1. Default 1.</summary>
        public int EnsembleSize = (int)NumericOptions.EnsembleSize.Default;

        /// <summary>The function of the hidden units. Default ReLU.</summary>
        public Activation Activation = TrainerDefaults.Activation;

        /// <summary>How the weights start. Default null: <see cref="WeightInitialization.Xavier"/> for sigmoid, tanh and
        /// identity, else <see cref="WeightInitialization.He"/>.</summary>
        public WeightInitialization? Initialization;

        /// <summary>The standard deviation of <see cref="WeightInitialization.Normal"/>, at least 0. Default 0.01.</summary>
        public double InitializationScale = NumericOptions.InitializationScale.Default;

        /// <summary>
        /// How the features are scaled for the training. What is learnt is folded into the weights, so that there is nothing to
        /// do before scoring. Default null: <see cref="FeatureScaling.ByColumn"/>, each feature by what it holds.
        /// </summary>
        public FeatureScaling? FeatureScaling;

        /// <summary>
        /// How a step follows from the gradient. Default null: L-BFGS; or Adam, where an option is set that L-BFGS does not use
        /// (a learning rate or a schedule of it, a batch size above 0, dropout), where the data are not cached, so that a
        /// pass should give more than one step, or where there are more than 2²⁴ weights, of which L-BFGS keeps some 25 copies.
        /// And Adam, with a rate that falls from 0.003 along a cosine, batches of 256 and early stopping, where no number of
        /// epochs is given and there are more than 5000 rows, with rows × (features + 16) × hidden units above 2²⁶; of
        /// several hidden layers the first one's units count so, and for each row the weights between them besides.
        /// </summary>
        public Optimizer? Optimizer;

        /// <summary>α, the learning rate, above 0. L-BFGS does not use it. Default null: 0.001 for Adam, else 0.01.</summary>
        public double? LearningRate;

        /// <summary>How the learning rate changes from epoch to epoch. Default constant; L-BFGS takes no other.</summary>
        public LearningRateSchedule LearningRateSchedule = LearningRateSchedule.Constant;

        /// <summary>
        /// The number of examples to a step, drawn in a new order each epoch; 0 for all of them, which is full-batch gradient
        /// descent. m examples make ⌈m / BatchSize⌉ batches of nearly equal size. Default null: 32, or all examples for
        /// L-BFGS, which takes no other.
        /// </summary>
        public int? BatchSize;

        /// <summary>
        /// How often training goes through the data, at least 0; for L-BFGS, which may find the minimum before, the number of
        /// its steps. Default null: where λ is chosen by cross-validation, half as many steps as the folds' networks took, at
        /// least 30, from where they have come to, or 150 where those have seen but a sample of the rows; 15 to 40 epochs where
        /// there are so many rows that Adam is chosen; else 200.
        /// </summary>
        public int? NumberOfEpochs;

        /// <summary>
        /// When to stop before all epochs are done. The examples that tell are held out of the training data, or are those of
        /// the validation data where <see cref="Fit(Microsoft.ML.IDataView, Microsoft.ML.IDataView)"/> is given some. Default
        /// null: all epochs are done, but where Adam is chosen for the number of rows: then after 10 epochs in vain, by
        /// a tenth of the rows, 10,000 at the most.
        /// </summary>
        public EarlyStopping? EarlyStopping;

        /// <summary>
        /// λ of the L2 penalty λ/2 Σ ‖W[l]‖² on the weights, beside the mean cost of an example; at least 0. Default null:
        /// chosen by cross-validation where L-BFGS or, for the size of the data, Adam is chosen;
        /// <see cref="ShallowNetworkModelParameters.CrossValidation"/> tells what it gave. With fewer than 20 rows, with fewer
        /// than 200 epochs given, with another optimizer, where the data are not cached and above 2²² weights (but in the
        /// <see cref="TrainingForm.Gram"/> form) there is no such search: λ is 0.15 / √m, m being the number of examples or, where
        /// they have weights, (Σw)² / Σw², which no constant factor changes.
        /// </summary>
        public double? L2Regularization;

        /// <summary>
        /// Whether, where λ is chosen by cross-validation on all rows, the logits of classes are divided by the temperature that
        /// makes the probabilities of the rows out of their folds cost least, if that helps beyond noise (Guo et al. 2017). It is
        /// folded into the last layer; the predicted classes do not depend on it. Default true.
        /// </summary>
        public bool Calibrate = true;

        /// <summary>The probability with which each hidden unit is dropped, for one example and one step; at least 0 and below
        /// 1. Not with L-BFGS. Default 0.</summary>
        public double Dropout = NumericOptions.Dropout.Default;

        /// <summary>The seed of the initial weights, of the order of the examples, of those held out and of the units dropped.
        /// Default null: that of the context, as in <c>new MLContext(seed: 7)</c>; 1 where it has none.</summary>
        public int? Seed;

        /// <summary>
        /// Whether the trainer reads the data once and holds them in memory. If not, it reads them again each epoch, a block of
        /// about 64 MB at a time, so that it trains on more than memory holds; examples are then put into random order only
        /// within a block, and the rows must be the same, in the same order, each time. Default true.
        /// </summary>
        public bool CacheData = true;

        /// <summary>The number of threads; null or 0 for one per processor. Results do not depend on it. Default null.</summary>
        public int? NumberOfThreads;

        /// <summary>The most memory, in bytes, that a Gram matrix of the examples may take; see
        /// <see cref="TrainingForm.Gram"/>. At least 0. Default 1 GiB.</summary>
        public long GramMemoryLimit = (long)NumericOptions.GramMemoryLimit.Default;

        /// <summary>Is called after each epoch, on the thread that fits. Default null.</summary>
        public Action<TrainingProgress>? Progress;

        /// <summary>
        /// Is called with a checkpoint after every <see cref="CheckpointInterval"/>th epoch, on the thread that fits;
        /// <see cref="TrainingCheckpoint.Save"/> puts it into a file. Default null.
        /// </summary>
        public Action<TrainingCheckpoint>? Checkpoint;

        /// <summary>The number of epochs from one checkpoint to the next, at least 1. Default 1.</summary>
        public int CheckpointInterval = (int)NumericOptions.CheckpointInterval.Default;

        /// <summary>
        /// The checkpoint to resume from, of a training on the same data with the same options; only the number of epochs
        /// (unless the schedule is the cosine), of threads, the memory limit, callbacks and cancellation may be others. The
        /// result has the same bits as that of a training that was not interrupted. Default null: training begins.
        /// </summary>
        public TrainingCheckpoint? ResumeFrom;

        /// <summary>
        /// Stops training after the step under way, or the reading of the data before it (which continues to the end where there
        /// is a checkpoint to resume from). <see cref="Fit(Microsoft.ML.IDataView)"/> then returns what is learnt so far;
        /// <see cref="ShallowNetworkModelParameters.StopReason"/> tells, and a warning in the log. Where it is cancelled already
        /// when it begins, with nothing learnt before, it throws an <see cref="OperationCanceledException"/>: ML.NET's
        /// <c>CrossValidate</c> ends so at its next fold. Default none.
        /// </summary>
        public CancellationToken CancellationToken;

        private protected OptionsBase()
        {
        }

        /// <summary>What the classes are called, where an option says so.</summary>
        internal virtual IReadOnlyList<string>? GivenClassNames => null;

        /// <summary>The loss of a regression of so many outputs; null for the squared error, and for classes.</summary>
        internal virtual RegressionLoss? LossOf(int outputs) => null;

        /// <summary>The column of what is added to the logit; null for none, and for all but numbers.</summary>
        internal virtual string? OffsetColumn => null;

        /// <summary>The score above which a row is predicted to be of class 1, of two classes.</summary>
        internal virtual float ScoreThreshold => 0;

        /// <summary>The number of units of each hidden layer.</summary>
        internal ReadOnlySpan<int> HiddenLayers => HiddenUnits ?? [NumberOfHiddenUnits];

        internal ColumnNames Columns => new(LabelColumnName, FeatureColumnName, ExampleWeightColumnName, OffsetColumn);

        internal virtual OptionsBase CheckedCopy()
        {
            ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
            ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
            NumericOptions.NumberOfHiddenUnits.Check(NumberOfHiddenUnits);
            CheckHiddenUnits();
            NumericOptions.EnsembleSize.Check(EnsembleSize);
            if (EnsembleSize > 1 && (Checkpoint is not null || ResumeFrom is not null))
            {
                throw new ArgumentException(
                    $"A checkpoint is that of one network; {nameof(EnsembleSize)} is {EnsembleSize}.", nameof(EnsembleSize));
            }

            NumericOptions.InitializationScale.Check(InitializationScale);
            NumericOptions.Epochs.Check(NumberOfEpochs ?? 0, nameof(NumberOfEpochs));
            NumericOptions.NumberOfThreads.Check(NumberOfThreads ?? 0);
            if (!Enum.IsDefined(Activation))
                throw new ArgumentOutOfRangeException(nameof(Activation), Activation, "There is no such activation.");
            if (Initialization is { } initialization && !Enum.IsDefined(initialization))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Initialization), initialization, "There is no such initialization.");
            }

            foreach (FeatureKind kind in Enum.GetValues<FeatureKind>())
                ToTrainingOptions(new(kind, Features: 1, EffectiveRows: 1)).Check();
            var copy = (OptionsBase)MemberwiseClone();
            copy.HiddenUnits = (int[]?)HiddenUnits?.Clone();
            return copy;
        }

        /// <summary>Draws the network that training starts from.</summary>
        internal ShallowNetwork<float> Start(NetworkShape shape, int seed) => ShallowNetwork<float>.Initialize(
            shape, Initialization ?? TrainerDefaults.Initialization(Activation), seed, InitializationScale);

        internal virtual TrainingOptions ToTrainingOptions(DataSummary data)
        {
            (int units, long weightsBetween) = CountUnits();
            bool isForMiniBatches = LearningRate is not null || BatchSize > 0 || Dropout != 0
                || LearningRateSchedule is not ConstantSchedule || !CacheData;
            Optimizer optimizer = Optimizer
                ?? TrainerDefaults.Optimizer(isForMiniBatches, ((long)data.Features * units) + weightsBetween);
            TrainingOptions options = new()
            {
                Optimizer = optimizer,
                L2Regularization = L2Regularization ?? TrainerDefaults.L2Regularization(data.EffectiveRows),
                Dropout = Dropout,
                FeatureScaling = FeatureScaling ?? TrainerDefaults.FeatureScaling,
                GramMemoryLimit = GramMemoryLimit,
                LearningRate = LearningRate ?? TrainerDefaults.LearningRate(optimizer),
                LearningRateSchedule = LearningRateSchedule,
                EarlyStopping = EarlyStopping,
                Epochs = NumberOfEpochs ?? TrainerDefaults.NumberOfEpochs,
                BatchSize = BatchSize ?? TrainerDefaults.BatchSize(optimizer),
                NumberOfThreads = NumberOfThreads ?? 0,
                Progress = Progress,
                Checkpoint = Checkpoint,
                CheckpointInterval = CheckpointInterval,
                ResumeFrom = ResumeFrom,
                CancellationToken = CancellationToken,
            };

            double work = TrainerDefaults.Work(data.Rows, data.Features, Math.Max(units, 1), weightsBetween);
            bool isLarge = Optimizer is null && NumberOfEpochs is null && !isForMiniBatches
                && TrainerDefaults.AreLarge(data.Rows, work);
            if (isLarge)
                options = TrainerDefaults.ForLargeData(options, data.Rows, work);
            // So few epochs would not get to the end of the path.
            bool hasFewEpochs = NumberOfEpochs < TrainerDefaults.NumberOfEpochs;
            return L2Regularization is null && CacheData && (isLarge || (optimizer is LbfgsOptimizer && !hasFewEpochs))
                ? options with { CrossValidation = new CrossValidation(Calibrate, ChoosesEpochs: NumberOfEpochs is null) }
                : options;
        }

        /// <summary>The units of the first hidden layer, and the weights between hidden layers.</summary>
        private (int Units, long WeightsBetween) CountUnits()
        {
            ReadOnlySpan<int> layers = HiddenLayers;
            long weightsBetween = 0;
            for (int i = 1; i < layers.Length; i++)
                weightsBetween += (long)layers[i - 1] * layers[i];
            return (layers is [var units, ..] ? units : 0, weightsBetween);
        }

        private void CheckHiddenUnits()
        {
            if (HiddenUnits is not { } layers)
                return;
            if (NumberOfHiddenUnits != TrainerDefaults.NumberOfHiddenUnits)
            {
                throw new ArgumentException(
                    $"{nameof(HiddenUnits)} ({string.Join(", ", layers)}) takes the place of {nameof(NumberOfHiddenUnits)}, " +
                    $"which is {NumberOfHiddenUnits}: give one of them.", nameof(HiddenUnits));
            }

            if (layers.Length > NetworkShape.MostHiddenLayers)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(HiddenUnits), layers.Length,
                    $"{nameof(HiddenUnits)} must be at most {NetworkShape.MostHiddenLayers} layers.");
            }

            int wrong = Array.FindIndex(layers, units => units < 1);
            if (wrong >= 0 && layers is not [0])
            {
                throw new ArgumentOutOfRangeException(
                    nameof(HiddenUnits), layers[wrong],
                    $"{nameof(HiddenUnits)} must be at least 1 in each layer; layer {wrong + 1} of {layers.Length} has " +
                    $"{layers[wrong]}.");
            }
        }

        /// <summary>What was chosen where an option is null, in words.</summary>
        internal string Choices(TrainingOptions chosen)
        {
            bool hasRate = chosen.Optimizer is not LbfgsOptimizer;
            (bool IsChosen, string Words)[] choices =
            [
                (Optimizer is null, $"optimizer {OptionTexts.Text(chosen.Optimizer)}"),
                (LearningRate is null && hasRate, FormattableString.Invariant($"learning rate {chosen.LearningRate}")),
                (BatchSize is null && hasRate, $"batch size {chosen.BatchSize}"),
                (NumberOfEpochs is null && (hasRate || chosen.CrossValidation is null), $"{chosen.Epochs} epochs"),
                (Seed is null, $"seed {chosen.Seed}"),
                (L2Regularization is null && chosen.CrossValidation is not null, "L2 regularization by cross-validation"),
                (
                    L2Regularization is null && chosen.CrossValidation is null,
                    FormattableString.Invariant($"L2 regularization {chosen.L2Regularization:G3}")),
                (FeatureScaling is null, $"feature scaling {chosen.FeatureScaling}"),
                (Initialization is null, $"initialization {TrainerDefaults.Initialization(Activation)}"),
            ];
            return string.Join(", ", choices.Where(choice => choice.IsChosen).Select(choice => choice.Words));
        }
    }

    /// <summary>The options of the trainers that tell classes apart.</summary>
    public abstract class ClassificationOptionsBase : OptionsBase
    {
        /// <summary>
        /// Factors on the weights of each class's examples: none, balanced or given; given in the order false, true for two
        /// classes, else in the order of the keys. Default none.
        /// </summary>
        public ClassWeights ClassWeights = ClassWeights.None;

        private protected ClassificationOptionsBase()
        {
        }

        internal override TrainingOptions ToTrainingOptions(DataSummary data)
            => base.ToTrainingOptions(data) with { ClassWeights = ClassWeights };
    }
}
