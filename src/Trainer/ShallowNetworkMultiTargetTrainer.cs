using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetShallow.Input;
using MlNetShallow.Tasks;
using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>
/// Trains one neural network, with one hidden layer by default, to predict several numbers at once, by gradient descent in any of
/// its kinds on the mean of their squared errors or of another <see cref="RegressionLoss"/>.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// To create this trainer, use [ShallowNetworkMultiTarget](xref:Microsoft.ML.ShallowNetworkCatalog).
///
/// ### Input and output columns
/// The label column is a known-size vector of Single, a target in each of K slots; `Concatenate` makes it of columns. The feature
/// column is a known-size vector of Single or of Byte; bytes of 0 to 255 stand for features of 0 to 1 and are kept as bytes in
/// memory. Sparse vectors of Single are kept, trained and scored by their non-zeros. Rows of which any target, the weight or a
/// feature is missing (NaN) or infinite are skipped, counted and reported. The trained model adds this column:
///
/// | Output column | Type | |
/// | -- | -- | -- |
/// | `Score` | vector of K Single values | the prediction of each target; slots are named as the label's, or Label.0, Label.1, … |
///
/// ### Trainer characteristics
/// | | |
/// | -- | -- |
/// | Machine learning task | Regression of several targets |
/// | Is normalization required? | No: dense features are scaled inside; sparse ones should be of about the same size |
/// | Is caching required? | No: the trainer reads the data once and holds them in memory itself |
/// | Required NuGet in addition to Microsoft.ML | MlNetShallow, or MlNetShallow.Trainer alone |
/// | Exportable to ONNX | The network, by <see cref="ShallowNetworkModelParameters.SaveAsOnnx(string, Onnx.OnnxMetadata?)"/> |
///
/// ### Scoring function
/// ŷ = W2·g(W1·x + b1) + b2, with n1 hidden units, which all targets share, and their activation g; with several hidden layers
/// A[l] = g(W[l]·A[l−1] + b[l]), each in the place of x for the next; without hidden units ŷ = W·x + b, a linear regression of each
/// target.
///
/// ### Training algorithm
/// Descent on J = 1/m Σᵢ 1/K Σₖ ½ (ŷₖ − yₖ)² by back-propagation, over mini-batches or the whole data:
/// dZ2 = (Ŷ − Y) / K, dW2 = 1/m dZ2·A1ᵀ, dZ1 = W2ᵀ·dZ2 * g'(Z1), dW1 = 1/m dZ1·Xᵀ, and the biases likewise; then the step of the
/// optimizer: W := W − α·dW, or with momentum, Adam's or, by default, L-BFGS's; with an L2 penalty λ/2 Σ ‖W[l]‖².
/// Where examples are few beside features, all but Adam train with their Gram matrix (the dual form), which gives the same
/// network for a fraction of the work. The same data, options and seed give the same bits at any number of threads.
/// ]]></format>
/// </remarks>
public sealed class ShallowNetworkMultiTargetTrainer : ShallowNetworkTrainerBase
{
    /// <summary>Makes a trainer; the usual way is <c>mlContext.Regression.Trainers.ShallowNetworkMultiTarget(...)</c>.</summary>
    /// <param name="options">The options, which are copied.</param>
    /// <param name="environment">The <see cref="MLContext"/> whose log gets the trainer's messages, such as the number of
    /// skipped rows, and whose seed is the default of <see cref="ShallowNetworkTrainerBase.OptionsBase.Seed"/>; null for none. A
    /// trainer from a catalog has that of the catalog.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size, or the loss is not one
    /// for several targets.</exception>
    public ShallowNetworkMultiTargetTrainer(Options options, IHostEnvironment? environment = null)
        : base(new MultiTargetRegression(options?.Loss ?? RegressionLoss.Squared), options!, environment)
    {
    }

    /// <summary>Options for <see cref="ShallowNetworkMultiTargetTrainer"/>.</summary>
    public sealed class Options : OptionsBase
    {
        /// <summary>
        /// Whether each target is brought to mean 0 and variance 1 for the training, so that all count alike whatever their units;
        /// for other losses than the squared error to median 0 and a median absolute deviation of 1 / 1.48. What is learnt is
        /// folded into the weights: predictions are in the targets' units. Costs, of several targets, and the tolerances of
        /// <see cref="EarlyStopping"/> and of the adaptive schedule are in those of the scaled targets. Default true.
        /// </summary>
        public bool ScaleTarget = true;

        /// <summary>
        /// What a prediction of each target costs that differs from its label, and with it what is predicted: by the squared error
        /// the mean, by the absolute error the median, by <see cref="RegressionLoss.Huber"/> what is between, by
        /// <see cref="RegressionLoss.Quantile"/> the quantile of one level. Default the squared error.
        /// </summary>
        public RegressionLoss Loss = RegressionLoss.Squared;

        internal override RegressionLoss? LossOf(int outputs)
            => Loss == RegressionLoss.Squared ? null : RegressionLoss.Targets(outputs, Loss);

        internal override OptionsBase CheckedCopy()
        {
            ArgumentNullException.ThrowIfNull(Loss);
            return base.CheckedCopy();
        }

        internal override TrainingOptions ToTrainingOptions(DataSummary data) => base.ToTrainingOptions(data) with
        {
            ScaleTarget = ScaleTarget,
            Loss = RegressionLoss.Targets(data.Outputs, Loss),
        };
    }
}
