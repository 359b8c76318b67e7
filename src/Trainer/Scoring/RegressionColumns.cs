using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow.Scoring;

/// <summary>Score, the prediction.</summary>
internal sealed class RegressionColumns : PredictionColumns
{
    public static RegressionColumns Instance { get; } = new();

    protected override string ScoreColumnKind => "Regression";

    public override Delegate CreateGetter(string column, RowLogits logits)
        => (ValueGetter<float>)((ref float value) => value = logits.Current()[0]);

    public override string[] AppendTo(SavedChain chain, bool bytes)
    {
        chain.AppendScoring<RegressionPrediction>(bytes);
        return [];
    }

    protected override void AddTo(DataViewSchema.Builder builder, uint setId)
        => builder.AddColumn(Score, NumberDataViewType.Single, Annotations(setId, Score));
}
