using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow.Scoring;

/// <summary>PredictedLabel and Score, vectors of whether each of several labels is true and of the probability that it is.</summary>
/// <param name="names">The names of the labels, all different.</param>
internal sealed class MultiLabelColumns(string[] names) : PredictionColumns
{
    /// <summary>The probability above which a label is predicted to be true.</summary>
    public const float Threshold = 0.5f;

    protected override string ScoreColumnKind => "MultiLabelClassification";

    public override Delegate CreateGetter(string column, RowLogits logits)
    {
        ValueGetter<VBuffer<float>> getScores = (ref VBuffer<float> value)
            => VectorScores.Write(OutputLayer.Labels, logits.Current(), ref value);
        if (column == Score)
            return getScores;
        VBuffer<float> scores = default;
        return (ValueGetter<VBuffer<bool>>)((ref VBuffer<bool> value) =>
        {
            getScores(ref scores);
            VBufferEditor<bool> editor = VBufferEditor.Create(ref value, scores.Length);
            ReadOnlySpan<float> probabilities = scores.GetValues();
            for (int k = 0; k < probabilities.Length; k++)
                editor.Values[k] = probabilities[k] > Threshold;
            value = editor.Commit();
        });
    }

    public override string[] AppendTo(SavedChain chain, bool bytes)
    {
        chain.AppendScoring<VectorScores>(bytes);
        string[] more = SavedScores.AppendVector(chain, PrivateColumns.AllScores, names);
        chain.Append(chain.Transforms.Expression(PredictedLabel, "(p) => p > 0.5f", PrivateColumns.AllScores));
        chain.Append(chain.Transforms.CopyColumns(Score, PrivateColumns.AllScores));
        return [PrivateColumns.Scores, PrivateColumns.AllScores, .. more];
    }

    protected override void AddTo(DataViewSchema.Builder builder, uint setId)
    {
        builder.AddColumn(
            PredictedLabel, new VectorDataViewType(BooleanDataViewType.Instance, names.Length),
            Annotations(setId, PredictedLabel, annotations => AddSlotNames(annotations, names)));
        builder.AddColumn(
            Score, new VectorDataViewType(NumberDataViewType.Single, names.Length),
            Annotations(setId, Score, annotations => AddSlotNames(annotations, names)));
    }
}
