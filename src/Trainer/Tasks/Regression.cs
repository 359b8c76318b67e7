using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Input;
using MlNetShallow.Scoring;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MlNetShallow.Tasks;

/// <summary>Labels of Single; one logit, which is the prediction or its logarithm, or one for each of several quantiles.</summary>
/// <param name="loss">The loss.</param>
internal sealed class Regression(RegressionLoss loss) : LearningTask
{
    public override OutputLayer OutputLayer => loss.OutputLayer;

    public override int Outputs(DataViewSchema.Column label) => loss.Outputs;

    public override void CheckLabel(string name, ColumnShape? column)
        => ColumnCheck.Label(
            name,
            column,
            column is { Kind: VectorKind.Scalar, IsKey: false } label && label.ItemType.Equals(NumberDataViewType.Single),
            "Single");

    public override LabelReader LabelReader(DataViewRow row, DataViewSchema.Column label)
    {
        ValueGetter<float> getter = row.GetGetter<float>(label);
        return labels =>
        {
            getter(ref labels[0]);
            TargetCheck.Run(labels[0], loss, label.Name, row.Position);
        };
    }

    public override string[] ClassNames(DataViewSchema.Column label) => [];

    public override PredictionColumns Predictions(DataViewSchema.Column label, float scoreThreshold)
        => RegressionColumns.Of(loss);

    public override PredictionColumns PromisedPredictions(SchemaShape.Column label) => RegressionColumns.Of(loss);
}
