using System.Globalization;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Scoring;

/// <summary>What a model's logits say, all of them finite, as the values of a row. For one thread.</summary>
/// <param name="task">What the model predicts.</param>
/// <param name="classes">The names of its classes; none where a model of two does not know them.</param>
/// <param name="scoreThreshold">Of two classes, the score above which 1 is predicted.</param>
/// <param name="loss">Of numbers, the loss that the model was trained by.</param>
/// <param name="targets">The names of several targets or labels.</param>
internal sealed class PredictionWriter(
    ScoringTask task,
    IReadOnlyList<string> classes,
    float scoreThreshold,
    RegressionLoss? loss,
    IReadOnlyList<string> targets)
{
    public const string ClassColumn = "predicted_label";
    public const string NumberColumn = "prediction";

    private readonly float[] _probabilities = new float[task switch
    {
        ScoringTask.Multiclass => classes.Count,
        ScoringTask.MultiLabel => targets.Count,
        _ => 1,
    }];

    private readonly float[] _numbers = new float[loss?.Outputs ?? 0];
    private readonly string _negative = classes.Count > 1 ? classes[0] : "0";
    private readonly string _positive = classes.Count > 1 ? classes[1] : "1";

    /// <summary>A writer of what a model predicts.</summary>
    public static PredictionWriter Of(ScoringModel model)
        => new(model.Task, model.Classes, model.ScoreThreshold, model.Loss, model.Targets);

    /// <summary>The columns of predictions.</summary>
    public static string[] ColumnsOf(ScoringModel model)
        => ColumnsOf(model.Task, model.Classes, model.Loss, model.Targets);

    private static string[] ColumnsOf(
        ScoringTask task, IReadOnlyList<string> classes, RegressionLoss? loss, IReadOnlyList<string> targets) => task switch
    {
        ScoringTask.Binary => [ClassColumn, "probability", "score"],
        ScoringTask.Multiclass => [ClassColumn, "probability", .. classes.Select(name => $"probability_{name}")],
        ScoringTask.MultiTarget => [.. targets.Select(name => $"{NumberColumn}_{name}")],
        ScoringTask.MultiLabel => [.. targets.SelectMany(name => (string[])[$"predicted_{name}", $"probability_{name}"])],
        _ => [NumberColumn, .. loss is { Levels: { Count: > 1 } levels }
            ? levels.Select(level => $"quantile_{level.ToString(CultureInfo.InvariantCulture)}") : []],
    };

    public void Write(ReadOnlySpan<float> logits, RowWriter row)
    {
        switch (task)
        {
            case ScoringTask.Binary:
                OutputFunction.Apply(OutputLayer.SigmoidCrossEntropy, logits, _probabilities);
                row.Text(logits[0] > scoreThreshold ? _positive : _negative);
                row.Number(_probabilities[0]);
                row.Number(logits[0]);
                break;
            case ScoringTask.Multiclass:
                OutputFunction.Apply(OutputLayer.SoftmaxCrossEntropy, logits, _probabilities);
                int predicted = PredictedClass(logits);
                row.Text(classes[predicted]);
                row.Number(_probabilities[predicted]);
                foreach (float probability in _probabilities)
                    row.Number(probability);
                break;
            case ScoringTask.MultiTarget:
                foreach (float prediction in logits)
                    row.Number(prediction);
                break;
            case ScoringTask.MultiLabel:
                OutputFunction.Apply(OutputLayer.Labels, logits, _probabilities);
                foreach (float probability in _probabilities)
                {
                    row.Number(probability > 0.5f ? 1 : 0);
                    row.Number(probability);
                }

                break;
            default:
                OutputFunction.Apply(loss!.OutputLayer, logits, _numbers);
                row.Number(OutputFunction.Middle<float>(_numbers));
                for (int k = 0; _numbers.Length > 1 && k < _numbers.Length; k++)
                    row.Number(_numbers[k]);
                break;
        }
    }

    /// <summary>The class of the largest logit, of equal ones the first.</summary>
    private static int PredictedClass(ReadOnlySpan<float> logits)
    {
        int largest = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] > logits[largest])
                largest = i;
        }

        return largest;
    }
}
