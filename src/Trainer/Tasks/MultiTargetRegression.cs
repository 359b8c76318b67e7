using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Tasks;

/// <summary>Labels are vectors of Single; one logit a target, which is its prediction.</summary>
/// <param name="loss">What each target costs.</param>
internal sealed class MultiTargetRegression(RegressionLoss loss) : SeveralLabels
{
    public override OutputLayer OutputLayer => OutputLayer.Targets;

    protected override string Wanted => "a known-size vector of Single, a target in each slot";

    public override LabelReader LabelReader(DataViewRow row, DataViewSchema.Column label)
    {
        string[] names = TargetNames(label);
        return VectorReader<float>(row, label, (value, slot) =>
        {
            TargetCheck.Run(value, loss, label.Name, row.Position, names[slot]);
            return value;
        });
    }

    public override PredictionColumns Predictions(DataViewSchema.Column label, float scoreThreshold)
        => new MultiTargetColumns(TargetNames(label));

    public override PredictionColumns PromisedPredictions(SchemaShape.Column label) => new MultiTargetColumns(["", ""]);

    protected override bool Holds(DataViewType item) => item.Equals(NumberDataViewType.Single);
}
