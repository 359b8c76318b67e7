using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Explanations;

namespace MlNetShallow.Evaluation.Metrics;

/// <summary>The rows of a table, scored. One with a number that is missing, to a model that does not fill it in, or infinite has
/// no score, and no part in what is made of them.</summary>
internal sealed class ScoredTable : ScoredSet
{
    private readonly MLContext _mlContext;
    private readonly TableLabel _label;
    private readonly ITransformer _model;
    private readonly IDataView _labelled;
    private readonly IDataView _scored;
    private readonly NumberSurvey? _numbers;
    private readonly float _scoreThreshold;

    /// <param name="mlContext">Reads and scores.</param>
    /// <param name="model">A model of the label's task.</param>
    /// <param name="rows">The rows, with the columns that the model takes and the label.</param>
    /// <param name="label">The label.</param>
    /// <param name="path">The table's file.</param>
    /// <param name="numbers">What the rows lack, to be remarked on; null to say nothing of it.</param>
    public ScoredTable(
        MLContext mlContext, ITransformer model, IDataView rows, TableLabel label, string path, NumberSurvey? numbers = null)
        : base(path, ("row", "rows"), ("label", label.Name))
    {
        (_mlContext, _model, _label, _numbers) = (mlContext, model, label, numbers);
        _labelled = TablePipeline.AddLabel(mlContext, rows, label);
        _scoreThreshold = ShallowNetworkModelParameters.FromModel(model).ScoreThreshold;
        string[] predictions = label.Task switch
        {
            TableTask.Binary => [PredictionColumns.Score, PredictionColumns.Probability, PredictionColumns.PredictedLabel],
            TableTask.Multiclass => [PredictionColumns.Score, PredictionColumns.PredictedLabel],
            _ => [PredictionColumns.Score],
        };
        // Together: a column that is asked for later would have the rows scored again.
        _scored = mlContext.Data.Cache(model.Transform(_labelled), [TablePipeline.Label, .. predictions]);
    }

    public override IEnumerable<string> Remarks => _numbers is { } numbers ? RemarksOn(numbers) : [];

    public override MetricsReport Evaluate() => MetricsReport.Measure(
        _mlContext, _scored, TablePipeline.Label, _label.Task, _label.Classes, CountScored(_scored), _scoreThreshold);

    /// <summary>How many rows have a score.</summary>
    public static int CountScored(IDataView scored) => AreScored(scored).Count(isScored => isScored);

    public override RankedColumn[]? Rank(ColumnRanking ranking, CancellationToken cancellation)
        => ranking.Measure(_mlContext, _model, _labelled, _label.Task, cancellation);

    public override PredictedClasses? ToClasses() => _label.Task == TableTask.Regression
        ? null
        : new(
            [.. _label.Classes],
            [
                .. (_label.Task == TableTask.Binary ? OfTwo() : OfSeveral())
                    .Where(example => float.IsFinite(example.Scores[0])),
            ]);

    public override IReadOnlyCollection<(float Actual, float Predicted)>? ToNumbers() => _label.Task == TableTask.Regression
        ? [.. _scored.GetColumn<float>(TablePipeline.Label).Zip(Numbers()).Where(row => float.IsFinite(row.Second))]
        : null;

    private static IEnumerable<bool> AreScored(IDataView scored)
        => scored.Schema[PredictionColumns.Score].Type is VectorDataViewType
            ? scored.GetColumn<VBuffer<float>>(PredictionColumns.Score).Select(score => float.IsFinite(score.DenseValues().First()))
            : scored.GetColumn<float>(PredictionColumns.Score).Select(float.IsFinite);

    private IEnumerable<string> RemarksOn(NumberSurvey numbers)
    {
        bool[] areScored = [.. AreScored(_scored)], areNot = Array.ConvertAll(areScored, isScored => !isScored);
        string[] remarks =
        [
            numbers.Describe(NumberGap.Missing, "; the model fills it in", areScored),
            numbers.Describe(NumberGap.Missing, "; left out, as the model does not fill it in", areNot),
            numbers.Describe(NumberGap.Infinite, "; left out", areNot),
        ];
        return remarks.Where(remark => remark != "");
    }

    private IEnumerable<LabelledPrediction> OfTwo()
        => _scored.GetColumn<bool>(TablePipeline.Label)
            .Zip(Numbers(), _scored.GetColumn<float>(PredictionColumns.Probability))
            .Select((row, i) => LabelledPrediction.OfTwoClasses(
                RowName(i), row.First, row.Second > _scoreThreshold, row.Second, row.Third));

    private IEnumerable<LabelledPrediction> OfSeveral()
        => _scored.GetColumn<uint>(TablePipeline.Label).Zip(Vectors())
            .Select((row, i) => new LabelledPrediction(
                RowName(i), (int)row.First - 1, Array.IndexOf(row.Second, row.Second.Max()), row.Second, row.Second));

    private IEnumerable<float> Numbers() => _scored.GetColumn<float>(PredictionColumns.Score);

    private IEnumerable<float[]> Vectors()
        => _scored.GetColumn<VBuffer<float>>(PredictionColumns.Score).Select(scores => scores.DenseValues().ToArray());

    private static string RowName(int index) => $"row {index + 1}";
}
