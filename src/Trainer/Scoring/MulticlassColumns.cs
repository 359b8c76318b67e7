using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow.Scoring;

/// <summary>PredictedLabel, a key with the label's values, and Score, the probability of each class.</summary>
internal sealed class MulticlassColumns(int classes, KeyValues? keyValues) : PredictionColumns
{
    // Values of another number than the key has say nothing of it.
    private readonly KeyValues? _keyValues = keyValues?.Type.Size == classes ? keyValues : null;

    public int Classes => classes;

    /// <summary>The key's values as texts; where there are none, its numbers, which start at 1.</summary>
    public string[] ClassNames => _keyValues?.Texts()
        ?? [.. Enumerable.Range(1, classes).Select(key => key.ToString(CultureInfo.InvariantCulture))];

    protected override string ScoreColumnKind => "MulticlassClassification";

    public override Delegate CreateGetter(string column, RowLogits logits) => column == PredictedLabel
        ? (ValueGetter<uint>)((ref uint value) => value = MulticlassPrediction.KeyOf(logits.Current()))
        : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => MulticlassPrediction.Scores(logits.Current(), ref value));

    public override string[] AppendTo(SavedChain chain, bool bytes)
    {
        chain.AppendScoring<ClassScores>(bytes);
        return SavedClasses.Append(chain, this);
    }

    /// <summary>PredictedLabel in a schema of its own.</summary>
    public DataViewSchema.DetachedColumn PredictedLabelColumn(uint setId) => new(
        PredictedLabel,
        new KeyDataViewType(typeof(uint), (ulong)classes),
        Annotations(setId, PredictedLabel, builder => _keyValues?.AddTo(builder, KeyValues.Kind)));

    protected override void AddTo(DataViewSchema.Builder builder, uint setId)
    {
        var scoreType = new VectorDataViewType(NumberDataViewType.Single, classes);
        builder.AddColumns([PredictedLabelColumn(setId)]);
        builder.AddColumn(Score, scoreType, Annotations(setId, Score, annotations =>
        {
            // ML.NET's own trainers name only slots of texts. A loaded model, whose scores are joined of columns, has no slots
            // without names, so all models have them.
            AddSlotNames(annotations, ClassNames);
            _keyValues?.AddTo(annotations, "TrainingLabelValues");
        }));
    }
}
