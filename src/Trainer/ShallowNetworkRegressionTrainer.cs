using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetShallow.Input;
using MlNetShallow.Tasks;
using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>
/// Trains a neural network, with one hidden layer by default, to predict a number, by gradient descent in any of its
/// kinds on the squared error or another <see cref="RegressionLoss"/>.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// To create this trainer, use [ShallowNetwork](xref:Microsoft.ML.ShallowNetworkCatalog).
///
/// ### Input and output columns
/// The label column is Single, the feature column a known-size vector of Single or of Byte; bytes of 0 to 255 stand for
/// features of 0 to 1 and are kept as bytes in memory. Sparse vectors of Single are kept, trained and scored by their
/// non-zeros. Rows whose label, weight, offset or features are missing (NaN) or infinite are skipped, counted and reported. The
/// trained model adds this column:
///
/// | Output column | Type | |
/// | -- | -- | -- |
/// | `Score` | Single | the prediction; of several quantiles the middle one, of an even number the mean of the middle two |
///
/// and, where <see cref="Options.Loss"/> asks for several quantiles, one of each level, which never cross, as they are put in
/// rising order:
///
/// | Output column | Type | |
/// | -- | -- | -- |
/// | `Quantile0.05`, … | Single | the quantile of level 0.05 |
///
/// ### Trainer characteristics
/// | | |
/// | -- | -- |
/// | Machine learning task | Regression |
/// | Is normalization required? | No: dense features are scaled inside; sparse ones should be of about the same size |
/// | Is caching required? | No: the trainer reads the data once and holds them in memory itself |
/// | Required NuGet in addition to Microsoft.ML | MlNetShallow, or MlNetShallow.Trainer alone |
/// | Exportable to ONNX | The network, by <see cref="ShallowNetworkModelParameters.SaveAsOnnx(string, Onnx.OnnxMetadata?)"/> |
///
/// ### Scoring function
/// ŷ = W2·g(W1·x + b1) + b2, with n1 hidden units and their activation g; with several hidden layers A[l] = g(W[l]·A[l−1] +
/// b[l]), each in the place of x for the next; without hidden units ŷ = w·x + b, which is linear regression. By the Poisson and
/// the gamma loss that is log ŷ, or with an offset o, log ŷ − o.
///
/// ### Training algorithm
/// Descent on J = 1/2m Σ (ŷ − y)² by back-propagation, over mini-batches or the whole data:
/// dZ2 = Ŷ − Y, dW2 = 1/m dZ2·A1ᵀ, dZ1 = W2ᵀ·dZ2 * g'(Z1), dW1 = 1/m dZ1·Xᵀ, and the biases likewise; then the step of the
/// optimizer: W := W − α·dW, or with momentum, Adam's or, by default, L-BFGS's; with an L2 penalty λ/2 Σ ‖W[l]‖².
/// Where examples are few beside features, all but Adam train with their Gram matrix (the dual form), which gives the same
/// network for a fraction of the work. The same data, options and seed give the same bits at any number of threads.
/// ]]></format>
/// </remarks>
public sealed class ShallowNetworkRegressionTrainer : ShallowNetworkTrainerBase
{
    /// <summary>Makes a trainer; the usual way is <c>mlContext.Regression.Trainers.ShallowNetwork(...)</c>.</summary>
    /// <param name="options">The options, which are copied.</param>
    /// <param name="environment">The <see cref="MLContext"/> whose log gets the trainer's messages, such as the number of
    /// skipped rows, and whose seed is the default of <see cref="ShallowNetworkTrainerBase.OptionsBase.Seed"/>; null for none. A
    /// trainer from a catalog has that of the catalog.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public ShallowNetworkRegressionTrainer(Options options, IHostEnvironment? environment = null)
        : base(new Regression(options?.Loss ?? RegressionLoss.Squared), options!, environment)
    {
    }

    /// <summary>Options for <see cref="ShallowNetworkRegressionTrainer"/>.</summary>
    public sealed class Options : OptionsBase
    {
        /// <summary>
        /// Whether the labels are brought to mean 0 and variance 1 for the training, so that the other options need not be
        /// fitted to their unit; for other losses than the squared error to median 0 and a median absolute deviation of 1 / 1.48, for
        /// Poisson and gamma to mean 1. What is learnt is folded into the weights; costs and predictions are in the labels' unit. The
        /// tolerances of <see cref="EarlyStopping"/> and of the adaptive schedule are in that of the scaled labels. Default
        /// true.
        /// </summary>
        public bool ScaleTarget = true;

        /// <summary>
        /// What a prediction costs that differs from its label, and with it what is predicted: by the squared error the mean, by the
        /// absolute error the median, by <see cref="RegressionLoss.Huber"/> what is between, by
        /// <see cref="RegressionLoss.Quantile"/> the quantiles of given levels, by <see cref="RegressionLoss.Poisson"/> and
        /// <see cref="RegressionLoss.Gamma"/> the mean of counts and of amounts, which is above 0. Default the squared error.
        /// </summary>
        public RegressionLoss Loss = RegressionLoss.Squared;

        /// <summary>
        /// The offset column, of <see cref="float"/>: what is added to each row's logit, so that Score is e^(z + offset); null for
        /// none. With the Poisson and the gamma loss alone. The logarithm of what the mean is known to grow with, as the time that
        /// was counted for: a row of e years has the offset log e, and what is learnt is the rate, the count of a year. A row of
        /// weight w and label y is trained on as y / e of weight w e (Poisson) or w (gamma), which costs the
        /// same; costs and metrics of the history are those of rates. The model needs the column when it scores. At most 50 in
        /// magnitude. Default null.
        /// </summary>
        public string? OffsetColumnName;

        internal override string? OffsetColumn => OffsetColumnName;

        internal override RegressionLoss? LossOf(int outputs) => Loss == RegressionLoss.Squared ? null : Loss;

        internal override OptionsBase CheckedCopy()
        {
            ArgumentNullException.ThrowIfNull(Loss);
            if (OffsetColumnName is not null && !Loss.HasLogLink)
            {
                throw new ArgumentException(
                    $"{nameof(OffsetColumnName)} ('{OffsetColumnName}') goes with a loss whose prediction is e^z, which are poisson " +
                    $"and gamma, not with {Loss}: there subtract the offset from the label, and add it to the Score.",
                    nameof(OffsetColumnName));
            }

            return base.CheckedCopy();
        }

        internal override TrainingOptions ToTrainingOptions(DataSummary data)
            => base.ToTrainingOptions(data) with { ScaleTarget = ScaleTarget, Loss = Loss };
    }
}
