using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetShallow.Input;
using MlNetShallow.Scoring;
using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>
/// Trains a neural network with one hidden layer (two layers of weights) for two classes, by gradient descent in any of its
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
/// | `PredictedLabel` | Boolean | whether the score is above 0 |
/// | `Score` | Single | the logit z |
/// | `Probability` | Single | 1 / (1 + e⁻ᶻ), the probability that the label is true |
///
/// ### Trainer characteristics
/// | | |
/// | -- | -- |
/// | Machine learning task | Binary classification |
/// | Is normalization required? | Features should be of about the same size, such as 0 to 1; bytes are |
/// | Is caching required? | No: the trainer reads the data once and holds them in memory itself |
/// | Required assemblies in addition to Microsoft.ML | MlNetShallow.Trainer, MlNetShallow.Network |
/// | Exportable to ONNX | No |
///
/// ### Scoring function
/// z = W2·g(W1·x + b1) + b2, with n1 hidden units and their activation g; without hidden units z = w·x + b, which is logistic
/// regression.
///
/// ### Training algorithm
/// Descent on J = −1/m Σ [y log ŷ + (1 − y) log(1 − ŷ)] by back-propagation, over mini-batches or the whole data:
/// dZ2 = Ŷ − Y, dW2 = 1/m dZ2·A1ᵀ, dZ1 = W2ᵀ·dZ2 * g'(Z1), dW1 = 1/m dZ1·Xᵀ, and the biases likewise; then the step of the
/// optimizer: W := W − α·dW, or with momentum, Adam's or L-BFGS's; with an L2 penalty λ/2 (‖W1‖² + ‖W2‖²) where asked for.
/// Where examples are few beside features, all but Adam train in the span of the examples, which gives the same network for a
/// fraction of the work. The same data, options and seed give the same bits at any number of threads.
/// ]]></format>
/// </remarks>
public sealed partial class ShallowNetworkBinaryTrainer
    : ITrainerEstimator<ShallowNetworkTransformer, ShallowNetworkModelParameters>
{
    private readonly Options _options;
    private readonly IHostEnvironment _environment;

    /// <summary>Makes a trainer; the usual way is <c>mlContext.BinaryClassification.Trainers.ShallowNetwork(...)</c>.</summary>
    /// <param name="options">The options, which are copied.</param>
    /// <param name="environment">The <see cref="MLContext"/> whose log gets the trainer's messages, such as the number of
    /// skipped rows. A catalog cannot hand its own context on: to have the messages, pass it here.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public ShallowNetworkBinaryTrainer(Options options, IHostEnvironment? environment = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.CheckedCopy();
        _environment = environment ?? PrivateContext.Instance;
    }

    /// <summary>What the trainer asks of its data.</summary>
    public TrainerInfo Info => PrivateContext.TrainerInfo;

    /// <summary>The schema that a trained model will give, for a pipeline to check before it trains.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        CheckColumns(name => ColumnShape.Find(inputSchema, name));
        return PredictionColumns.AddTo(inputSchema);
    }

    /// <summary>Trains a network on <paramref name="input"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">There are no valid rows, or all have the same label, or a weight is
    /// negative.</exception>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    public ShallowNetworkTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckColumns(name => ColumnShape.Find(input.Schema, name));

        using IChannel channel = _environment.Start("Training a shallow network");
        TrainingRows rows = TrainingRows.Read(
            input, _options.LabelColumnName, _options.FeatureColumnName, _options.ExampleWeightColumnName);
        if (rows.Skipped > 0)
            channel.Warning(MessageSensitivity.None, $"Skipped {rows.Skipped} rows with missing or infinite weight or features.");

        var shape = new NetworkShape(rows.Set.Features.Columns, _options.NumberOfHiddenUnits, _options.Activation);
        var start = ShallowNetwork<float>.Initialize(
            shape, _options.Initialization, _options.Seed, _options.InitializationScale);
        var trained = GradientDescent.Train(start, rows.Set, _options.ToTrainingOptions());
        channel.Info(MessageSensitivity.None, $"Trained in the {trained.Form} form: {trained.FormReason}.");
        channel.Info(
            MessageSensitivity.None,
            $"{trained.StopReason} after {trained.CostHistory.Count} epochs over {rows.Set.Rows} rows.");

        var model = new ShallowNetworkModelParameters(trained, rows.Set.Rows, rows.Skipped);
        return new ShallowNetworkTransformer(
            model, input.Schema, _options.FeatureColumnName, input.Schema[_options.FeatureColumnName].Type);
    }

    private void CheckColumns(Func<string, ColumnShape?> find)
    {
        ColumnCheck.Label(_options.LabelColumnName, find(_options.LabelColumnName));
        ColumnCheck.Features(_options.FeatureColumnName, find(_options.FeatureColumnName));
        if (_options.ExampleWeightColumnName is { } weight)
            ColumnCheck.Weight(weight, find(weight));
    }
}
