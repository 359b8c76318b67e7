using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetShallow.Tasks;

namespace MlNetShallow;

/// <summary>
/// Trains one neural network, with one hidden layer by default, for several labels that may be true together, by gradient descent in
/// any of its kinds on the mean of their cross-entropies.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// To create this trainer, use [ShallowNetworkMultiLabel](xref:Microsoft.ML.ShallowNetworkCatalog).
///
/// ### Input and output columns
/// The label column is a known-size vector of Boolean, or of Single that are 0 or 1, a label in each of K slots; `Concatenate` makes
/// it of columns. The feature column is a known-size vector of Single or of Byte; bytes of 0 to 255 stand for features of 0 to 1
/// and are kept as bytes in memory. Sparse vectors of Single are kept, trained and scored by their non-zeros. Rows of which any
/// label, the weight or a feature is missing (NaN) or infinite are skipped, counted and reported; labels that are the same in all
/// rows are reported. The trained model adds these columns:
///
/// | Output column | Type | |
/// | -- | -- | -- |
/// | `PredictedLabel` | vector of K Boolean values | whether each score is above 0.5 |
/// | `Score` | vector of K Single values | the probability of each label; slots are named as the label's, or Label.0, Label.1, … |
///
/// ### Trainer characteristics
/// | | |
/// | -- | -- |
/// | Machine learning task | Multi-label classification |
/// | Is normalization required? | No: dense features are scaled inside; sparse ones should be of about the same size |
/// | Is caching required? | No: the trainer reads the data once and holds them in memory itself |
/// | Required NuGet in addition to Microsoft.ML | MlNetShallow, or MlNetShallow.Trainer alone |
/// | Exportable to ONNX | The network, by <see cref="ShallowNetworkModelParameters.SaveAsOnnx(string, Onnx.OnnxMetadata?)"/> |
///
/// ### Scoring function
/// z = W2·g(W1·x + b1) + b2, with n1 hidden units, which all labels share, and their activation g; with several hidden layers
/// A[l] = g(W[l]·A[l−1] + b[l]), each in the place of x for the next; without hidden units z = W·x + b, a logistic regression of each
/// label. The score of label k is 1 / (1 + e^−zₖ).
///
/// ### Training algorithm
/// Descent on J = −1/m Σᵢ 1/K Σₖ [yₖ log ŷₖ + (1 − yₖ) log(1 − ŷₖ)] by back-propagation, over mini-batches or the whole data:
/// dZ2 = (Ŷ − Y) / K, dW2 = 1/m dZ2·A1ᵀ, dZ1 = W2ᵀ·dZ2 * g'(Z1), dW1 = 1/m dZ1·Xᵀ, and the biases likewise; then the step of the
/// optimizer: W := W − α·dW, or with momentum, Adam's or, by default, L-BFGS's; with an L2 penalty λ/2 Σ ‖W[l]‖².
/// Where examples are few beside features, all but Adam train with their Gram matrix (the dual form), which gives the same
/// network for a fraction of the work. The same data, options and seed give the same bits at any number of threads.
/// ]]></format>
/// </remarks>
public sealed class ShallowNetworkMultiLabelTrainer : ShallowNetworkTrainerBase
{
    /// <summary>Makes a trainer; the usual way is
    /// <c>mlContext.BinaryClassification.Trainers.ShallowNetworkMultiLabel(...)</c>.</summary>
    /// <param name="options">The options, which are copied.</param>
    /// <param name="environment">The <see cref="MLContext"/> whose log gets the trainer's messages, such as the number of
    /// skipped rows, and whose seed is the default of <see cref="ShallowNetworkTrainerBase.OptionsBase.Seed"/>; null for none. A
    /// trainer from a catalog has that of the catalog.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public ShallowNetworkMultiLabelTrainer(Options options, IHostEnvironment? environment = null)
        : base(new MultiLabelClassification(), options, environment)
    {
    }

    /// <summary>Options for <see cref="ShallowNetworkMultiLabelTrainer"/>.</summary>
    public sealed class Options : OptionsBase;
}
