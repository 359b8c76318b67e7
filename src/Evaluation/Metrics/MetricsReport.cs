using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Metrics;

/// <summary>ML.NET's metrics of labelled data, under the names that the program gives them.</summary>
/// <param name="facts">What was measured.</param>
/// <param name="metrics">All metrics.</param>
/// <param name="summary">The main ones, with their names in a table.</param>
/// <param name="confusion">For each class, how many of its examples were predicted as each class; null where there are no
/// several classes.</param>
internal sealed class MetricsReport(
    (string Name, object Value)[] facts,
    (string Name, double Value)[] metrics,
    MetricValue[] summary,
    (string Name, int[] Predicted)[]? confusion = null)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The main metrics.</summary>
    public MetricValue[] Summary => summary;

    /// <summary>The first of all: accuracy or, of a regression, R².</summary>
    public string Main => Format(metrics[0].Value);

    /// <summary>Measures scored examples. Of two classes the scores may be without a probability.</summary>
    /// <param name="mlContext">Measures.</param>
    /// <param name="scored">The examples, with the columns of a trained model.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="task">What was learnt.</param>
    /// <param name="classes">The names of the classes; of two, the second is class 1.</param>
    /// <param name="examples">The number of examples with a score.</param>
    /// <param name="scoreThreshold">Of two classes, the score above which 1 is predicted.</param>
    public static MetricsReport Measure(
        MLContext mlContext,
        IDataView scored,
        string label,
        TableTask task,
        IReadOnlyList<string> classes,
        int examples,
        float scoreThreshold = 0)
        => task switch
        {
            TableTask.Binary => Of(
                examples, classes, scoreThreshold, EvaluateBinary(mlContext, scored, label, scoreThreshold)),
            TableTask.Multiclass => Of(examples, [.. classes], mlContext.MulticlassClassification.Evaluate(scored, label)),
            _ => Of(examples, mlContext.Regression.Evaluate(scored, label)),
        };

    /// <summary>The metric of that name in <c>evaluate --json</c>; null where there is none.</summary>
    public double? Find(string name)
        => Array.FindIndex(metrics, metric => metric.Name == name) is >= 0 and var i ? metrics[i].Value : null;

    // ML.NET takes a score above 0 for 1, whatever the predicted label says; so the threshold is taken from the scores.
    private static BinaryClassificationMetrics EvaluateBinary(
        MLContext mlContext, IDataView scored, string label, float scoreThreshold)
    {
        string score = PredictionColumns.Score;
        if (scoreThreshold != 0)
        {
            score = "MlNetShallow.ScoreAboveThreshold";
            string expression = FormattableString.Invariant($"(score) => score - ({scoreThreshold:F20}f)");
            scored = mlContext.Transforms.Expression(score, expression, PredictionColumns.Score).Fit(scored).Transform(scored);
        }

        return scored.Schema.GetColumnOrNull(PredictionColumns.Probability) is null
            ? mlContext.BinaryClassification.EvaluateNonCalibrated(scored, label, score)
            : mlContext.BinaryClassification.Evaluate(scored, label, score);
    }

    private static MetricsReport Of(
        int examples, IReadOnlyList<string> classes, float scoreThreshold, BinaryClassificationMetrics metrics)
    {
        (string, object)[] threshold = scoreThreshold == 0
            ? []
            : [("threshold", Math.Round(1 / (1 + Math.Exp(-scoreThreshold)), 6))];
        var calibrated = metrics as CalibratedBinaryClassificationMetrics;
        (string, double)[] losses = calibrated is null
            ? []
            : [("log_loss", calibrated.LogLoss), ("log_loss_reduction", calibrated.LogLossReduction)];
        MetricValue[] loss = calibrated is null ? [] : [new("log-loss", calibrated.LogLoss, "bits")];
        return new(
            [("positive", classes[1]), ("negative", classes[0]), .. threshold, ("examples", examples)],
            [
                ("accuracy", metrics.Accuracy),
                ("auc", metrics.AreaUnderRocCurve),
                ("auprc", metrics.AreaUnderPrecisionRecallCurve),
                ("f1", metrics.F1Score),
                .. losses,
                ("positive_precision", metrics.PositivePrecision),
                ("positive_recall", metrics.PositiveRecall),
                ("negative_precision", metrics.NegativePrecision),
                ("negative_recall", metrics.NegativeRecall),
            ],
            [new("accuracy", metrics.Accuracy), new("AUC", metrics.AreaUnderRocCurve), .. loss]);
    }

    private static MetricsReport Of(int examples, string[] classes, MulticlassClassificationMetrics metrics)
    {
        var recalls = classes.Select((name, i) => ($"recall_{name}", Recall(metrics.ConfusionMatrix.Counts[i], i)));
        return new(
            [("classes", classes.Length), ("examples", examples)],
            [
                ("accuracy", metrics.MicroAccuracy),
                ("macro_accuracy", metrics.MacroAccuracy),
                ("log_loss", metrics.LogLoss),
                ("log_loss_reduction", metrics.LogLossReduction),
                .. recalls,
            ],
            [
                new("accuracy", metrics.MicroAccuracy),
                new("macro accuracy", metrics.MacroAccuracy),
                new("log-loss", metrics.LogLoss, "nats"),
            ],
            [.. classes.Select((name, i) => (
                $"confusion_{name}", metrics.ConfusionMatrix.Counts[i].Select(count => (int)count).ToArray()))]);
    }

    private static MetricsReport Of(int examples, RegressionMetrics metrics) => new(
        [("examples", examples)],
        [
            ("r_squared", metrics.RSquared),
            ("root_mean_squared_error", metrics.RootMeanSquaredError),
            ("mean_absolute_error", metrics.MeanAbsoluteError),
            ("mean_squared_error", metrics.MeanSquaredError),
        ],
        [
            new("R²", metrics.RSquared),
            new("root mean squared error", metrics.RootMeanSquaredError),
            new("mean absolute error", metrics.MeanAbsoluteError),
        ]);

    public void WriteLines(TextWriter output)
    {
        foreach ((string name, object value) in facts)
            output.WriteLine($"{name} {value}");
        foreach ((string name, double value) in metrics)
            output.WriteLine($"{name} {Format(value)}");
        foreach ((string name, int[] predicted) in confusion ?? [])
            output.WriteLine($"{name} {string.Join(' ', predicted)}");
    }

    public void WriteJson(TextWriter output)
    {
        var values = facts.ToDictionary(fact => fact.Name, fact => (object?)fact.Value);
        // JSON has no number for a metric that is not defined, such as the precision of a class that was never predicted.
        foreach ((string name, double value) in metrics)
            values[name] = double.IsFinite(value) ? value : null;
        foreach ((string name, int[] predicted) in confusion ?? [])
            values[name] = predicted;
        output.WriteLine(JsonSerializer.Serialize(values, Indented));
    }

    private static double Recall(IReadOnlyList<double> counts, int own) => counts[own] / counts.Sum();

    /// <summary>A metric as it is shown: four decimals.</summary>
    public static string Format(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
