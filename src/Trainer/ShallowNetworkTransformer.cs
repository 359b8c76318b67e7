using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;
using MlNetShallow.Scoring;

namespace MlNetShallow;

/// <summary>
/// A trained network as a transformer: adds the columns of its task, as the trainer's documentation lists them, to the data.
/// A row with missing features, or a missing or infinite offset, gets NaN, and a missing key as predicted class. Thread-safe.
/// </summary>
public sealed class ShallowNetworkTransformer : ISingleFeaturePredictionTransformer<ShallowNetworkModelParameters>
{
    private readonly PredictionColumns _predictions;

    internal ShallowNetworkTransformer(
        ShallowNetworkModelParameters model,
        PredictionColumns predictions,
        DataViewSchema trainSchema,
        string featureColumnName)
        => (Model, _predictions, TrainSchema, FeatureColumnName, FeatureColumnType) =
            (model, predictions, trainSchema, featureColumnName, trainSchema[featureColumnName].Type);

    /// <summary>What was learnt.</summary>
    public ShallowNetworkModelParameters Model { get; }

    /// <summary>The schema of the data that the network was trained on; of a model that was saved, of the columns that the
    /// trainer read, as far as it kept their names.</summary>
    public DataViewSchema TrainSchema { get; }

    /// <summary>The feature column.</summary>
    public string FeatureColumnName { get; }

    /// <summary>The type of the feature column in training. Single and Byte are both scored, whichever it was.</summary>
    public DataViewType FeatureColumnType { get; }

    /// <summary>Always true.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The schema that <see cref="Transform"/> gives.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The feature or the offset column is missing, or of another type or
    /// size.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetRowToRowMapper(inputSchema).OutputSchema;

    /// <summary>Scores the data, lazily: here only the schema is checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The feature or the offset column is missing, or of another type or
    /// size.</exception>
    /// <exception cref="NotSupportedException">ML.NET's <c>ConvertToOnnx</c> asks, which would leave the network out.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        OnnxConverterGuard.Check();
        return new PredictionDataView(input, CreateMapper(input.Schema));
    }

    /// <summary>Maps single rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The feature or the offset column is missing, or of another type or
    /// size.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => CreateMapper(inputSchema);

    /// <summary>
    /// Saves the network as a chain of ML.NET's own transformers, which any <c>new MLContext().Model.Load(path)</c> reads
    /// where this assembly is deployed.
    /// </summary>
    void ICanSaveModel.Save(ModelSaveContext ctx)
        => ((ICanSaveModel)SavedNetwork.Create(
            Model.ToBytes(), _predictions, TrainSchema, FeatureColumnName, Model.OffsetColumnName)).Save(ctx);

    /// <summary>The same network, whose PredictedLabel is true above another score.</summary>
    internal ShallowNetworkTransformer WithScoreThreshold(float threshold)
        => new(Model.WithScoreThreshold(threshold), new BinaryColumns(threshold), TrainSchema, FeatureColumnName);

    private PredictionMapper CreateMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        NetworkInputs scored = NetworkInputs.Find(
            inputSchema, FeatureColumnName, Model.OffsetColumnName, Model.Network.Shape.Inputs);
        return new PredictionMapper(inputSchema, scored, Model.Network, _predictions);
    }
}
