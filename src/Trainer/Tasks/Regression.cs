using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Input;
using MlNetShallow.Scoring;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MlNetShallow.Tasks;

/// <summary>Labels of Single; one logit, which is the prediction.</summary>
internal sealed class Regression : LearningTask
{
    public override OutputLayer OutputLayer => OutputLayer.IdentitySquaredError;

    public override void CheckLabel(string name, ColumnShape? column)
        => ColumnCheck.Label(
            name,
            column,
            column is { Kind: VectorKind.Scalar, IsKey: false } label && label.ItemType.Equals(NumberDataViewType.Single),
            "Single");

    public override ValueGetter<float> LabelGetter(DataViewRow row, DataViewSchema.Column label)
    {
        ValueGetter<float> getter = row.GetGetter<float>(label);
        return (ref float value) =>
        {
            getter(ref value);
            // An infinite label is a missing one.
            if (float.IsFinite(value) && float.Abs(value) > TrainingSet.LargestTarget)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"The label column '{label.Name}' has {value} in row {row.Position}; labels are at most ") +
                    FormattableString.Invariant($"{TrainingSet.LargestTarget} in magnitude, as predictions must be finite."));
            }
        };
    }

    public override string[] ClassNames(DataViewSchema.Column label) => [];

    public override PredictionColumns Predictions(DataViewSchema.Column label, float scoreThreshold)
        => RegressionColumns.Instance;

    public override PredictionColumns PromisedPredictions(SchemaShape.Column label) => RegressionColumns.Instance;
}
