using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow.Scoring;

/// <summary>Score, a vector of the predictions of several targets.</summary>
/// <param name="names">The names of the targets, all different.</param>
internal sealed class MultiTargetColumns(string[] names) : PredictionColumns
{
    protected override string ScoreColumnKind => "MultiOutputRegression";

    public override Delegate CreateGetter(string column, RowLogits logits)
        => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value)
            => VectorScores.Write(OutputLayer.Targets, logits.Current(), ref value));

    public override string[] AppendTo(SavedChain chain, bool bytes)
    {
        chain.AppendScoring<VectorScores>(bytes);
        return [PrivateColumns.Scores, .. SavedScores.AppendVector(chain, Score, names)];
    }

    protected override void AddTo(DataViewSchema.Builder builder, uint setId)
        => builder.AddColumn(
            Score, new VectorDataViewType(NumberDataViewType.Single, names.Length),
            Annotations(setId, Score, annotations => AddSlotNames(annotations, names)));
}
