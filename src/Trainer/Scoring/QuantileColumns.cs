using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow.Scoring;

/// <summary>Score, the middle one of several quantiles, and each of them in a column that is named by its level.</summary>
/// <param name="loss">The loss that the model was trained by, of several levels.</param>
internal sealed class QuantileColumns(RegressionLoss loss) : PredictionColumns
{
    private readonly string[] _names = [.. loss.QuantileColumnNames];

    protected override string ScoreColumnKind => "Regression";

    public override Delegate CreateGetter(string column, RowLogits logits)
    {
        var quantiles = new float[_names.Length];
        int place = Array.IndexOf(_names, column);
        return (ValueGetter<float>)((ref float value) =>
        {
            OutputFunction.Apply(OutputLayer.Quantiles, logits.Current(), quantiles);
            value = place < 0 ? OutputFunction.Middle<float>(quantiles) : quantiles[place];
        });
    }

    public override string[] AppendTo(SavedChain chain, bool bytes)
    {
        chain.AppendScoring<QuantileScores>(bytes);
        return [PrivateColumns.Scores, .. SavedScores.AppendNamed(chain, _names)];
    }

    protected override void AddTo(DataViewSchema.Builder builder, uint setId)
    {
        builder.AddColumn(Score, NumberDataViewType.Single, Annotations(setId, Score));
        foreach (string name in _names)
            builder.AddColumn(name, NumberDataViewType.Single);
    }
}
