using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow.Scoring;

/// <summary>Score, the prediction.</summary>
/// <param name="layer">What the prediction is of the one logit.</param>
internal sealed class RegressionColumns(OutputLayer layer) : PredictionColumns
{
    public static RegressionColumns Instance { get; } = new(OutputLayer.IdentitySquaredError);

    private static RegressionColumns Exponential { get; } = new(OutputLayer.Exponential);

    protected override string ScoreColumnKind => "Regression";

    /// <summary>The columns of a model that was trained by a loss.</summary>
    public static PredictionColumns Of(RegressionLoss loss) => loss.OutputLayer switch
    {
        OutputLayer.Quantiles => new QuantileColumns(loss),
        OutputLayer.Exponential => Exponential,
        _ => Instance,
    };

    public override Delegate CreateGetter(string column, RowLogits logits)
        => (ValueGetter<float>)((ref float value) => OutputFunction.Apply(layer, logits.Current(), new Span<float>(ref value)));

    public override string[] AppendTo(SavedChain chain, bool bytes)
    {
        chain.AppendScoring<RegressionPrediction>(bytes);
        return [];
    }

    protected override void AddTo(DataViewSchema.Builder builder, uint setId)
        => builder.AddColumn(Score, NumberDataViewType.Single, Annotations(setId, Score));
}
