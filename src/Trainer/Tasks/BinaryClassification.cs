using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Input;
using MlNetShallow.Scoring;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MlNetShallow.Tasks;

/// <summary>Boolean labels; one logit.</summary>
internal sealed class BinaryClassification : LearningTask
{
    public override OutputLayer OutputLayer => OutputLayer.SigmoidCrossEntropy;

    public override void CheckLabel(string name, ColumnShape? column)
        => ColumnCheck.Label(
            name, column, column is { Kind: VectorKind.Scalar, ItemType: BooleanDataViewType }, "Boolean");

    public override LabelReader LabelReader(DataViewRow row, DataViewSchema.Column label)
    {
        ValueGetter<bool> getter = row.GetGetter<bool>(label);
        return labels =>
        {
            bool isPositive = false;
            getter(ref isPositive);
            labels[0] = isPositive ? 1 : 0;
        };
    }

    public override string[] ClassNames(DataViewSchema.Column label) => ["false", "true"];

    public override PredictionColumns Predictions(DataViewSchema.Column label, float scoreThreshold)
        => new BinaryColumns(scoreThreshold);

    public override PredictionColumns PromisedPredictions(SchemaShape.Column label) => BinaryColumns.Instance;
}
