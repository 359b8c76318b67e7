using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Tasks;

/// <summary>Labels are vectors of Boolean, or of Single that are 0 or 1; one logit a label.</summary>
internal sealed class MultiLabelClassification : SeveralLabels
{
    public override OutputLayer OutputLayer => OutputLayer.Labels;

    protected override string Wanted => "a known-size vector of Boolean, or of Single that are 0 or 1, a label in each slot";

    public override LabelReader LabelReader(DataViewRow row, DataViewSchema.Column label)
    {
        if (((VectorDataViewType)label.Type).ItemType is BooleanDataViewType)
            return VectorReader<bool>(row, label, (value, _) => value ? 1 : 0);
        string[] names = TargetNames(label);
        // An infinite label is a missing one.
        return VectorReader<float>(row, label, (value, slot) => value is 0 or 1 || !float.IsFinite(value)
            ? value
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"The label column '{label.Name}' has {value} for '{names[slot]}' in row {row.Position}; a label is 0 or 1.")));
    }

    public override PredictionColumns Predictions(DataViewSchema.Column label, float scoreThreshold)
        => new MultiLabelColumns(TargetNames(label));

    public override PredictionColumns PromisedPredictions(SchemaShape.Column label) => new MultiLabelColumns(["", ""]);

    protected override bool Holds(DataViewType item) => item is BooleanDataViewType || item.Equals(NumberDataViewType.Single);
}
