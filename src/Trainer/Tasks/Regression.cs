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
    // e^50 and e^−50 leave room for counts and weights beside them in single precision.
    private const float LargestOffset = 50;

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

    public override (float Label, float Weight) WithoutOffset(string column, long row, float label, float weight, float offset)
    {
        if (float.Abs(offset) > LargestOffset)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The offset column '{column}' has {offset} in row {row}; offsets are at most {LargestOffset} in magnitude, as they ") +
                "are logarithms: of the exposure e the offset is log e.");
        }

        (double rate, double rateWeight) = loss.WithoutOffset(label, weight, offset);
        return rate <= TrainingSet.LargestTarget && rateWeight <= float.MaxValue
            ? ((float)rate, (float)rateWeight)
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"The offset column '{column}' has {offset} in row {row}, which is too far from the label {label} and the weight ") +
                FormattableString.Invariant($"{weight} for single precision: label / e^offset is {rate}, the weight {rateWeight}."));
    }

    public override string[] ClassNames(DataViewSchema.Column label) => [];

    public override PredictionColumns Predictions(DataViewSchema.Column label, float scoreThreshold)
        => RegressionColumns.Of(loss);

    public override PredictionColumns PromisedPredictions(SchemaShape.Column label) => RegressionColumns.Of(loss);
}
