using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetShallow.Tasks;

namespace MlNetShallow;

/// <summary>
/// Trains a neural network, with one hidden layer by default, for two or more classes, by gradient descent in any
/// of its kinds on the cross-entropy.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// To create this trainer, use [ShallowNetwork](xref:Microsoft.ML.ShallowNetworkCatalog).
///
/// ### Input and output columns
/// The label column is a [key](xref:Microsoft.ML.Data.KeyDataViewType) of UInt32, as `MapValueToKey` gives, with a value for
/// each of K classes. The feature column is a known-size vector of Single or of Byte; bytes of 0 to 255 stand for features of
/// 0 to 1 and are kept as bytes in memory. Sparse vectors of Single are kept, trained and scored by their non-zeros. Rows
/// whose label, weight or features are missing or infinite are skipped, counted and reported; so are classes that have no
/// rows. The trained model adds these columns:
///
/// | Output column | Type | |
/// | -- | -- | -- |
/// | `PredictedLabel` | key of UInt32 with the label's values | the class of the largest score; missing where a score is NaN |
/// | `Score` | vector of K Single values | the probability of each class; slots are named by the label's values |
///
/// ### Trainer characteristics
/// | | |
/// | -- | -- |
/// | Machine learning task | Multiclass classification |
/// | Is normalization required? | No: dense features are scaled inside; sparse ones should be of about the same size |
/// | Is caching required? | No: the trainer reads the data once and holds them in memory itself |
/// | Required NuGet in addition to Microsoft.ML | MlNetShallow, or MlNetShallow.Trainer alone |
/// | Exportable to ONNX | The network, by <see cref="ShallowNetworkModelParameters.SaveAsOnnx(string, Onnx.OnnxMetadata?)"/> |
///
/// ### Scoring function
/// z = W2·g(W1·x + b1) + b2, with n1 hidden units and their activation g; with several hidden layers A[l] = g(W[l]·A[l−1] +
/// b[l]), each in the place of x for the next; without hidden units z = W·x + b, which is softmax regression. The score of
/// class k is e^zₖ / Σⱼ e^zⱼ.
///
/// ### Training algorithm
/// Descent on J = −1/m Σ log ŷ_c, ŷ_c the score of the example's own class, by back-propagation, over mini-batches or the whole
/// data, with Y 1 in the row of the example's class and 0 in the others:
/// dZ2 = Ŷ − Y, dW2 = 1/m dZ2·A1ᵀ, dZ1 = W2ᵀ·dZ2 * g'(Z1), dW1 = 1/m dZ1·Xᵀ, and the biases likewise; then the step of the
/// optimizer: W := W − α·dW, or with momentum, Adam's or, by default, L-BFGS's; with an L2 penalty λ/2 Σ ‖W[l]‖².
/// Where examples are few beside features, all but Adam train with their Gram matrix (the dual form), which gives the same
/// network for a fraction of the work. The same data, options and seed give the same bits at any number of threads.
/// ]]></format>
/// </remarks>
public sealed class ShallowNetworkMulticlassTrainer : ShallowNetworkTrainerBase
{
    /// <summary>Makes a trainer; the usual way is
    /// <c>mlContext.MulticlassClassification.Trainers.ShallowNetwork(...)</c>.</summary>
    /// <param name="options">The options, which are copied.</param>
    /// <param name="environment">The <see cref="MLContext"/> whose log gets the trainer's messages, such as the number of
    /// skipped rows, and whose seed is the default of <see cref="ShallowNetworkTrainerBase.OptionsBase.Seed"/>; null for none. A
    /// trainer from a catalog has that of the catalog.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public ShallowNetworkMulticlassTrainer(Options options, IHostEnvironment? environment = null)
        : base(LearningTask.MulticlassClassification, options, environment)
    {
    }

    /// <summary>Options for <see cref="ShallowNetworkMulticlassTrainer"/>.</summary>
    public sealed class Options : ClassificationOptionsBase;
}
