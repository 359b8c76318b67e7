using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;
using MlNetShallow.Tasks;

namespace MlNetShallow.Explanations;

/// <summary>A model taken apart for an explanation: the stages that make the features, the network, the stages from the network
/// on. The model is fitted or loaded.</summary>
internal sealed class ExplainedModel
{
    private readonly ShallowNetworkModel _model;

    private ExplainedModel(ShallowNetworkModel model) => _model = model;

    public ShallowNetworkModelParameters Parameters => _model.Network.Model;

    public ShallowNetwork<float> Network => Parameters.Network;

    /// <summary>The column of the features in the data that <see cref="Before"/> gives.</summary>
    public string FeatureColumnName => _model.Network.FeatureColumnName;

    /// <summary>The column of the offsets in the same data; null for none.</summary>
    public string? OffsetColumnName => Parameters.OffsetColumnName;

    public ITransformer Before => _model.Before;

    /// <summary>The stages from the network on.</summary>
    public IEnumerable<ITransformer> Rest => [_model.Network, .. _model.After];

    public LearningTask Task => Network.Shape.OutputLayer switch
    {
        OutputLayer.SigmoidCrossEntropy => LearningTask.BinaryClassification,
        OutputLayer.SoftmaxCrossEntropy => LearningTask.MulticlassClassification,
        _ => new Regression(_model.Network.Model.Loss!),
    };

    /// <summary>Adds the predictions to features, not what stages after the network make of them.</summary>
    public IDataView Predict(IDataView features) => _model.Network.Transform(features);

    /// <summary>The values of the keys that a model of several classes predicts; null where it does not know them.</summary>
    /// <param name="features">The schema that <see cref="Before"/> gives.</param>
    public KeyValues? ClassesOf(DataViewSchema features)
    {
        DataViewSchema schema = features;
        foreach (ITransformer stage in Rest)
        {
            schema = stage.GetOutputSchema(schema);
            if (schema.GetColumnOrNull(PredictionColumns.PredictedLabel) is { Type: KeyDataViewType } predicted)
                return KeyValues.Find(predicted);
        }

        return null;
    }

    /// <exception cref="ArgumentException">There is no network in the model.</exception>
    /// <exception cref="FormatException">The network in it is damaged or of a later format.</exception>
    public static ExplainedModel Of(ITransformer model) => new(model.RestoreShallowNetwork());
}
