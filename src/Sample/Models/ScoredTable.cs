using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Data.Tables;

namespace MlNetShallow.Sample.Models;

/// <summary>The rows of a table, scored. One with a missing number has no score, and no part in what is made of them.</summary>
internal sealed class ScoredTable : ScoredSet
{
    private readonly MLContext _mlContext;
    private readonly TableLabel _label;
    private readonly IDataView _scored;

    /// <param name="mlContext">Reads and scores.</param>
    /// <param name="model">A model of the label's task.</param>
    /// <param name="rows">The rows, with the columns that the model takes and the label.</param>
    /// <param name="label">The label.</param>
    /// <param name="path">The table's file.</param>
    public ScoredTable(MLContext mlContext, ITransformer model, IDataView rows, TableLabel label, string path)
        : base(path, ("row", "rows"), ("label", label.Name))
    {
        (_mlContext, _label) = (mlContext, label);
        string[] predictions = label.Task switch
        {
            TableTask.Binary => [PredictionColumns.Score, PredictionColumns.Probability, PredictionColumns.PredictedLabel],
            TableTask.Multiclass => [PredictionColumns.Score, PredictionColumns.PredictedLabel],
            _ => [PredictionColumns.Score],
        };
        // Together: a column that is asked for later would have the rows scored again.
        _scored = mlContext.Data.Cache(
            model.Transform(TablePipeline.AddLabel(mlContext, rows, label)), [TablePipeline.Label, .. predictions]);
    }

    public override MetricsReport Evaluate() => MetricsReport.Measure(
        _mlContext, _scored, TablePipeline.Label, _label.Task, _label.Classes, CountScored(_scored));

    /// <summary>How many rows have a score.</summary>
    public static int CountScored(IDataView scored)
        => scored.Schema[PredictionColumns.Score].Type is VectorDataViewType
            ? scored.GetColumn<VBuffer<float>>(PredictionColumns.Score).Count(score => float.IsFinite(score.DenseValues().First()))
            : scored.GetColumn<float>(PredictionColumns.Score).Count(float.IsFinite);

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

    private IEnumerable<LabelledPrediction> OfTwo()
        => _scored.GetColumn<bool>(TablePipeline.Label)
            .Zip(Numbers(), _scored.GetColumn<float>(PredictionColumns.Probability))
            .Select((row, i) => LabelledPrediction.OfTwoClasses(RowName(i), row.First, row.Second > 0, row.Second, row.Third));

    private IEnumerable<LabelledPrediction> OfSeveral()
        => _scored.GetColumn<uint>(TablePipeline.Label).Zip(Vectors())
            .Select((row, i) => new LabelledPrediction(
                RowName(i), (int)row.First - 1, Array.IndexOf(row.Second, row.Second.Max()), row.Second, row.Second));

    private IEnumerable<float> Numbers() => _scored.GetColumn<float>(PredictionColumns.Score);

    private IEnumerable<float[]> Vectors()
        => _scored.GetColumn<VBuffer<float>>(PredictionColumns.Score).Select(scores => scores.DenseValues().ToArray());

    private static string RowName(int index) => $"row {index + 1}";
}
