using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>The columns of a model that is put together again: those that it adds, and those that its trainer read.</summary>
internal sealed class RestoredColumns
{
    /// <param name="shape">The dimensions of the network.</param>
    /// <param name="notes">What the model kept, the name of the feature column among it.</param>
    /// <param name="scoring">The stages of the saved form that score. Of several classes the values of the keys are found in
    /// the column that they add.</param>
    public RestoredColumns(NetworkShape shape, ModelNotes notes, ITransformer[] scoring)
    {
        bool bytes = scoring.Any(stage => stage is CustomMappingTransformer<SavedByteRow, BinaryPrediction>
            or CustomMappingTransformer<SavedByteRow, RegressionPrediction>
            or CustomMappingTransformer<SavedByteRowWithOffset, RegressionPrediction>
            or CustomMappingTransformer<SavedByteRow, QuantileScores>
            or CustomMappingTransformer<SavedByteRow, VectorScores>
            or CustomMappingTransformer<SavedByteRow, ClassScores>);
        var features = new VectorDataViewType(bytes ? NumberDataViewType.Byte : NumberDataViewType.Single, shape.Inputs);
        var builder = new DataViewSchema.Builder();
        switch (shape.OutputLayer)
        {
            case OutputLayer.SigmoidCrossEntropy:
                Predictions = new BinaryColumns(notes.ScoreThreshold);
                AddLabel(BooleanDataViewType.Instance);
                break;
            case OutputLayer.SoftmaxCrossEntropy:
                KeyValues? keyValues = KeyValues.Find(PredictedLabel(scoring, notes.FeatureColumn!, features));
                Predictions = new MulticlassColumns(shape.Outputs, keyValues);
                var annotations = new DataViewSchema.Annotations.Builder();
                keyValues?.AddTo(annotations, KeyValues.Kind);
                AddLabel(new KeyDataViewType(typeof(uint), (ulong)shape.Outputs), annotations.ToAnnotations());
                break;
            case OutputLayer.Targets:
                Predictions = new MultiTargetColumns(notes.TargetNamesFor(shape));
                AddLabel(new VectorDataViewType(NumberDataViewType.Single, shape.Outputs));
                break;
            case OutputLayer.Labels:
                Predictions = new MultiLabelColumns(notes.TargetNamesFor(shape));
                AddLabel(new VectorDataViewType(BooleanDataViewType.Instance, shape.Outputs));
                break;
            default:
                Predictions = RegressionColumns.Of(notes.LossOf(shape)!);
                AddLabel(NumberDataViewType.Single);
                break;
        }

        if (notes.WeightColumn is { } weight)
            builder.AddColumn(weight, NumberDataViewType.Single);
        if (notes.OffsetColumn is { } offset)
            builder.AddColumn(offset, NumberDataViewType.Single);
        builder.AddColumn(notes.FeatureColumn!, features);
        TrainSchema = builder.ToSchema();

        void AddLabel(DataViewType type, DataViewSchema.Annotations? annotations = null)
        {
            if (notes.LabelColumn is { } label)
                builder.AddColumn(label, type, annotations);
        }
    }

    public PredictionColumns Predictions { get; }

    /// <summary>The columns that the trainer read, as far as the model kept their names.</summary>
    public DataViewSchema TrainSchema { get; }

    private static DataViewSchema.Column PredictedLabel(ITransformer[] scoring, string featureColumn, DataViewType features)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(featureColumn, features);
        builder.AddColumn(PrivateColumns.Features, features);
        return scoring.Aggregate(builder.ToSchema(), (schema, stage) => stage.GetOutputSchema(schema))[
            PredictionColumns.PredictedLabel];
    }
}
