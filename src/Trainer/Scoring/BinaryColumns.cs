using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow.Scoring;

/// <summary>PredictedLabel, Score (the logit) and Probability.</summary>
/// <param name="threshold">The score above which PredictedLabel is true.</param>
internal sealed class BinaryColumns(float threshold) : PredictionColumns
{
    public static BinaryColumns Instance { get; } = new(threshold: 0);

    protected override string ScoreColumnKind => "BinaryClassification";

    public override Delegate CreateGetter(string column, RowLogits logits) => column switch
    {
        PredictedLabel => (ValueGetter<bool>)((ref bool value) => value = logits.Current()[0] > threshold),
        Score => (ValueGetter<float>)((ref float value) => value = logits.Current()[0]),
        _ => (ValueGetter<float>)((ref float value) => value = BinaryPrediction.ProbabilityOf(logits.Current()[0])),
    };

    public override string[] AppendTo(SavedChain chain, bool bytes)
    {
        chain.AppendScoring<BinaryPrediction>(bytes);
        return [];
    }

    protected override void AddTo(DataViewSchema.Builder builder, uint setId)
    {
        builder.AddColumn(PredictedLabel, BooleanDataViewType.Instance, Annotations(setId, PredictedLabel));
        builder.AddColumn(Score, NumberDataViewType.Single, Annotations(setId, Score));
        builder.AddColumn(Probability, NumberDataViewType.Single, Annotations(setId, Probability, annotations =>
            annotations.Add("IsNormalized", BooleanDataViewType.Instance, (ref bool value) => value = true)));
    }
}
