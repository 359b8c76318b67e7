using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetShallow.Tasks;

namespace MlNetShallow;

/// <summary>
/// Trains a neural network, with one hidden layer by default, for two classes, by gradient descent in any of its
/// kinds on the cross-entropy.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// To create this trainer, use [ShallowNetwork](xref:Microsoft.ML.ShallowNetworkCatalog).
///
/// ### Input and output columns
/// The label column is Boolean, the feature column a known-size vector of Single or of Byte; bytes of 0 to 255 stand for
/// features of 0 to 1 and are kept as bytes in memory. Sparse vectors of Single are kept, trained and scored by their
/// non-zeros. Rows whose weight or features are missing (NaN) or infinite are skipped, counted and reported. The trained
/// model adds these columns:
///
/// | Output column | Type | |
/// | -- | -- | -- |
/// | `PredictedLabel` | Boolean | whether the score is above 0, or what `Options.Threshold` comes to |
/// | `Score` | Single | the logit z |
/// | `Probability` | Single | 1 / (1 + e⁻ᶻ), the probability that the label is true |
///
/// ### Trainer characteristics
/// | | |
/// | -- | -- |
/// | Machine learning task | Binary classification |
/// | Is normalization required? | No: dense features are scaled inside; sparse ones should be of about the same size |
/// | Is caching required? | No: the trainer reads the data once and holds them in memory itself |
/// | Required NuGet in addition to Microsoft.ML | MlNetShallow, or MlNetShallow.Trainer alone |
/// | Exportable to ONNX | The network, by <see cref="ShallowNetworkModelParameters.SaveAsOnnx(string, Onnx.OnnxMetadata?)"/> |
///
/// ### Scoring function
/// z = W2·g(W1·x + b1) + b2, with n1 hidden units and their activation g; with several hidden layers A[l] = g(W[l]·A[l−1] +
/// b[l]), each in the place of x for the next; without hidden units z = w·x + b, which is logistic regression.
///
/// ### Training algorithm
/// Descent on J = −1/m Σ [y log ŷ + (1 − y) log(1 − ŷ)] by back-propagation, over mini-batches or the whole data:
/// dZ2 = Ŷ − Y, dW2 = 1/m dZ2·A1ᵀ, dZ1 = W2ᵀ·dZ2 * g'(Z1), dW1 = 1/m dZ1·Xᵀ, and the biases likewise; then the step of the
/// optimizer: W := W − α·dW, or with momentum, Adam's or, by default, L-BFGS's; with an L2 penalty λ/2 Σ ‖W[l]‖².
/// Where examples are few beside features, all but Adam train with their Gram matrix (the dual form), which gives the same
/// network for a fraction of the work. The same data, options and seed give the same bits at any number of threads.
/// ]]></format>
/// </remarks>
public sealed class ShallowNetworkBinaryTrainer : ShallowNetworkTrainerBase
{
    /// <summary>Makes a trainer; the usual way is <c>mlContext.BinaryClassification.Trainers.ShallowNetwork(...)</c>.</summary>
    /// <param name="options">The options, which are copied.</param>
    /// <param name="environment">The <see cref="MLContext"/> whose log gets the trainer's messages, such as the number of
    /// skipped rows, and whose seed is the default of <see cref="ShallowNetworkTrainerBase.OptionsBase.Seed"/>; null for none. A
    /// trainer from a catalog has that of the catalog.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public ShallowNetworkBinaryTrainer(Options options, IHostEnvironment? environment = null)
        : base(LearningTask.BinaryClassification, options, environment)
    {
    }

    /// <summary>Options for <see cref="ShallowNetworkBinaryTrainer"/>.</summary>
    public sealed class Options : ClassificationOptionsBase
    {
        /// <summary>
        /// What the classes are called, false first and then true: two different names, which the model keeps for reports and
        /// exports to show. Default null: they have no names.
        /// </summary>
        public string[]? ClassNames;

        /// <summary>
        /// The probability above which PredictedLabel is true; above 0 and below 1. What it is compared with is the score, ln(p /
        /// (1 − p)). <see cref="Microsoft.ML.ShallowNetworkModelCatalog"/> gives a trained model another. Default 0.5.
        /// </summary>
        public double Threshold = 0.5;

        internal override IReadOnlyList<string>? GivenClassNames => ClassNames;

        internal override float ScoreThreshold => Thresholds.ToScore(Threshold);

        internal override OptionsBase CheckedCopy()
        {
            Thresholds.Check(Threshold);
            if (ClassNames is not null && (ClassNames is not [{ } negative, { } positive] || negative == positive))
            {
                throw new ArgumentException(
                    $"{nameof(ClassNames)} are [{string.Join(", ", ClassNames)}]; they are two different names, that of false " +
                    "first.");
            }

            var copy = (Options)base.CheckedCopy();
            copy.ClassNames = (string[]?)ClassNames?.Clone();
            return copy;
        }
    }
}
