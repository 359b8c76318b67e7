using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Evaluation.Reports;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation;

/// <summary>
/// How well a model does on labelled data: ML.NET's metrics, at the model's own threshold, and how far its probabilities can be
/// taken at their word. Immutable and thread-safe.
/// </summary>
public sealed class ModelMetrics
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly (string Name, object Value)[] _facts;
    private readonly (string Name, double Value)[] _metrics;
    private readonly (string Name, double Value)[] _calibration;
    private readonly (string Name, int[] Predicted)[] _confusion;

    private ModelMetrics(
        (string Name, object Value)[] facts,
        (string Name, double Value)[] metrics,
        MetricValue[] summary,
        (string Name, double Value)[]? calibration = null,
        (string Name, int[] Predicted)[]? confusion = null)
    {
        (_facts, _metrics, Summary) = (facts, metrics, summary);
        (_calibration, _confusion) = (calibration ?? [], confusion ?? []);
    }

    /// <summary>
    /// The metrics by name. Of two classes: accuracy, auc, auprc, f1, log_loss (in bits) and log_loss_reduction,
    /// expected_calibration_error, brier, positive_precision, positive_recall, negative_precision, negative_recall. Of several:
    /// accuracy, macro_accuracy, log_loss (in nats) and log_loss_reduction, expected_calibration_error (of the predicted class),
    /// and recall_NAME for each class. For regression: r_squared, root_mean_squared_error, mean_absolute_error,
    /// mean_squared_error; and, where <see cref="ScoredDataOptions.Loss"/> is known, mean_pinball_loss of a quantile loss (for several
    /// levels the mean over them, and coverage, the part of the labels from the lowest to the highest), or mean_poisson_deviance or
    /// mean_gamma_deviance; and d_squared, the part of it that is saved against the best constant. Of several targets
    /// r_squared_NAME, root_mean_squared_error_NAME and mean_absolute_error_NAME for each, and their means, mean_r_squared and so on;
    /// of several labels accuracy_NAME, auc_NAME, f1_NAME and log_loss_NAME (in bits), their means over the labels for which they are
    /// defined, and exact_match, the share of the rows of which every label is right. Without probabilities there is no
    /// log-loss, calibration error nor Brier score; NaN is what is not
    /// defined, such as the recall of a class that no row has.
    /// </summary>
    public IReadOnlyDictionary<string, double> Values
        => _metrics.Concat(_calibration).ToDictionary(metric => metric.Name, metric => metric.Value);

    /// <summary>The main metrics.</summary>
    internal MetricValue[] Summary { get; }

    /// <summary>The first of all: accuracy or, of a regression, R².</summary>
    internal string Main => Format(_metrics[0].Value);

    /// <summary>Measures scored data of any binary, multiclass or regression model of ML.NET, or of several targets or labels where
    /// label and score are vectors. Rows without a label or a finite score
    /// have no part in it.</summary>
    /// <param name="scored">What the model's <c>Transform</c> gave of labelled data. It is read once.</param>
    /// <param name="options">The columns; null for ML.NET's usual names.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type, or the scores are of a model of another
    /// kind.</exception>
    /// <exception cref="InvalidDataException">A label is none that the model knows, no row has both a label and a score, or all are
    /// of one of two classes.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ModelMetrics Of(IDataView scored, ScoredDataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scored);
        return Of(ScoredExamples.Read(scored, options ?? new()));
    }

    /// <param name="examples">The examples.</param>
    /// <param name="scoreThreshold">Of two classes, the score above which 1 is predicted, to be told of.</param>
    internal static ModelMetrics Of(ScoredExamples examples, float scoreThreshold = 0)
    {
        var mlContext = new MLContext();
        return examples.Targets is { } targets ? OfTargets(mlContext, targets)
            : examples.Classes is not { } classes ? OfNumbers(mlContext, examples)
            : classes.HasPositive ? OfTwo(mlContext, classes, scoreThreshold)
            : OfSeveral(mlContext, classes);
    }

    /// <summary>The metric of that name; null where there is none.</summary>
    internal double? Find(string name)
        => Values.TryGetValue(name, out double value) ? value : null;

    // ML.NET takes a score above 0 for 1, whatever the predicted label says. So what depends on the threshold is measured with
    // scores of the predicted label's sign.
    private static ModelMetrics OfTwo(MLContext mlContext, PredictedClasses predicted, float scoreThreshold)
    {
        (string[] classes, LabelledPrediction[] examples, _, bool hasProbabilities) = predicted;
        foreach (int own in (int[])[0, 1])
        {
            if (!Array.Exists(examples, example => example.Actual == own))
            {
                throw new InvalidDataException(
                    $"Of the {examples.Length} rows with a label and a score none is of class '{classes[own]}'; "
                        + "an AUC takes both classes.");
            }
        }

        IDataView scores = mlContext.Data.LoadFromEnumerable(examples.Select(example => new BinaryRow
        {
            Label = example.Actual == 1,
            Score = example.Scores[1],
            Probability = example.Probabilities?[1] ?? 0,
            PredictedLabel = example.Predicted == 1,
        }));
        IDataView signs = mlContext.Data.LoadFromEnumerable(examples.Select(example => new BinaryRow
        {
            Label = example.Actual == 1,
            Score = example.Predicted == 1 ? 1 : -1,
            PredictedLabel = example.Predicted == 1,
        }));
        BinaryClassificationCatalog catalog = mlContext.BinaryClassification;
        CalibratedBinaryClassificationMetrics? calibrated = hasProbabilities ? catalog.Evaluate(scores) : null;
        BinaryClassificationMetrics ordered = calibrated ?? catalog.EvaluateNonCalibrated(scores),
            decided = catalog.EvaluateNonCalibrated(signs);
        (string, double)[] losses = calibrated is null
            ? []
            : [("log_loss", calibrated.LogLoss), ("log_loss_reduction", calibrated.LogLossReduction)];
        MetricValue[] loss = calibrated is null ? [] : [new("log-loss", calibrated.LogLoss, "bits")];
        (string, object)[] threshold = scoreThreshold == 0
            ? []
            : [("threshold", Math.Round(1 / (1 + Math.Exp(-scoreThreshold)), 6))];
        return new(
            [("positive", classes[1]), ("negative", classes[0]), .. threshold, ("examples", examples.Length)],
            [
                ("accuracy", decided.Accuracy),
                ("auc", ordered.AreaUnderRocCurve),
                ("auprc", ordered.AreaUnderPrecisionRecallCurve),
                ("f1", decided.F1Score),
                .. losses,
                ("positive_precision", decided.PositivePrecision),
                ("positive_recall", decided.PositiveRecall),
                ("negative_precision", decided.NegativePrecision),
                ("negative_recall", decided.NegativeRecall),
            ],
            [new("accuracy", decided.Accuracy), new("AUC", ordered.AreaUnderRocCurve), .. loss],
            hasProbabilities ? [.. CalibrationOf(examples)] : []);
    }

    private static IEnumerable<(string Name, double Value)> CalibrationOf(LabelledPrediction[] examples)
    {
        Calibration calibration = Calibration.Of(
            [.. examples.Select(example => (example.Probabilities![1], example.Actual == 1))]);
        yield return ("expected_calibration_error", calibration.Error);
        yield return ("brier", calibration.Brier);
    }

    private static ModelMetrics OfSeveral(MLContext mlContext, PredictedClasses predicted)
    {
        (string[] classes, LabelledPrediction[] examples, _, bool hasProbabilities) = predicted;
        SchemaDefinition schema = SchemaDefinition.Create(typeof(MulticlassRow));
        schema[nameof(MulticlassRow.Score)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes.Length);
        schema[nameof(MulticlassRow.PredictedLabel)].ColumnType = new KeyDataViewType(typeof(uint), classes.Length);
        MulticlassClassificationMetrics metrics = mlContext.MulticlassClassification.Evaluate(mlContext.Data.LoadFromEnumerable(
            examples.Select(example => new MulticlassRow
            {
                Label = example.Actual,
                PredictedLabel = (uint)example.Predicted + 1,
                Score = example.Scores,
            }),
            schema));
        int[][] confusion = Confusion(classes.Length, examples);
        (string, double)[] losses = !hasProbabilities
            ? []
            :
            [
                ("log_loss", metrics.LogLoss),
                ("log_loss_reduction", metrics.LogLossReduction),
            ];
        (string, double)[] calibration = !hasProbabilities
            ? []
            :
            [
                ("expected_calibration_error", Calibration.Of(
                    [.. examples.Select(example => (example.Probability!.Value, !example.IsMistake))]).Error),
            ];
        double accuracy = (double)examples.Count(example => !example.IsMistake) / examples.Length;
        double[] recalls = [.. confusion.Select((row, own) => (double)row[own] / row.Sum())];
        double macro = recalls.Where(double.IsFinite).Average();
        MetricValue[] loss = hasProbabilities ? [new("log-loss", metrics.LogLoss, "nats")] : [];
        return new(
            [("classes", classes.Length), ("examples", examples.Length)],
            [
                ("accuracy", accuracy),
                ("macro_accuracy", macro),
                .. losses,
                .. classes.Zip(recalls, (name, recall) => ($"recall_{name}", recall)),
            ],
            [new("accuracy", accuracy), new("macro accuracy", macro), .. loss],
            calibration,
            [.. classes.Zip(confusion, (name, counts) => ($"confusion_{name}", counts))]);
    }

    /// <summary>How many examples of each class (outer) are predicted as each class (inner).</summary>
    internal static int[][] Confusion(int classes, LabelledPrediction[] examples)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach (LabelledPrediction example in examples)
            counts[example.Actual][example.Predicted]++;
        return counts;
    }

    private static RegressionMetrics Evaluate(MLContext mlContext, (float Actual, float Predicted)[] numbers)
        => mlContext.Regression.Evaluate(mlContext.Data.LoadFromEnumerable(
            numbers.Select(row => new RegressionRow { Label = row.Actual, Score = row.Predicted })));

    private static ModelMetrics OfNumbers(MLContext mlContext, ScoredExamples examples)
    {
        RegressionMetrics metrics = Evaluate(mlContext, examples.Numbers!);
        LossMetric[] ofLoss = LossMetric.Of(examples);
        return new(
            [("examples", examples.Count)],
            [
                ("r_squared", metrics.RSquared),
                ("root_mean_squared_error", metrics.RootMeanSquaredError),
                ("mean_absolute_error", metrics.MeanAbsoluteError),
                ("mean_squared_error", metrics.MeanSquaredError),
                .. ofLoss.Select(metric => (metric.Key, metric.Value)),
            ],
            [
                new("R²", metrics.RSquared),
                new("root mean squared error", metrics.RootMeanSquaredError),
                new("mean absolute error", metrics.MeanAbsoluteError),
                .. ofLoss.Select(metric => new MetricValue(metric.Name, metric.Value)),
            ]);
    }

    private static ModelMetrics OfTargets(MLContext mlContext, ScoredTargets targets)
    {
        (string Name, double Value)[] metrics = TargetMetrics.Of(mlContext, targets);
        return new(
            [(targets.AreFlags ? "labels" : "targets", targets.Names.Length), ("examples", targets.Count)],
            metrics,
            targets.AreFlags
                ?
                [
                    new("mean accuracy", metrics[0].Value),
                    new("mean AUC", metrics[1].Value),
                    new("mean F1", metrics[2].Value),
                    new("mean log-loss", metrics[3].Value, "bits"),
                ]
                : [new("mean R²", metrics[0].Value), .. metrics.Skip(3).Chunk(3).Zip(
                    targets.Names, (ofTarget, name) => new MetricValue($"R² {name}", ofTarget[0].Value))]);
    }

    /// <summary>ML.NET's metrics with four decimals, a line each, as the command <c>evaluate</c> prints them; of several classes
    /// the confusion matrix, a row a line.</summary>
    public override string ToString()
    {
        using var lines = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        WriteLines(lines);
        return lines.ToString();
    }

    /// <summary>Writes them as <see cref="ToString"/> has them.</summary>
    internal void WriteLines(TextWriter output)
    {
        foreach ((string name, object value) in _facts)
            output.WriteLine(FormattableString.Invariant($"{name} {value}"));
        foreach ((string name, double value) in _metrics)
            output.WriteLine($"{name} {Format(value)}");
        foreach ((string name, int[] predicted) in _confusion)
            output.WriteLine($"{name} {string.Join(' ', predicted)}");
    }

    /// <summary>Writes what <see cref="ToString"/> has as one JSON object, with all digits; null for what is not
    /// defined.</summary>
    /// <param name="output">Gets the text, and a line's end.</param>
    public void WriteJson(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var values = _facts.ToDictionary(fact => fact.Name, fact => (object?)fact.Value);
        // JSON has no number for a metric that is not defined, such as the precision of a class that was never predicted.
        foreach ((string name, double value) in _metrics)
            values[name] = double.IsFinite(value) ? value : null;
        foreach ((string name, int[] predicted) in _confusion)
            values[name] = predicted;
        output.WriteLine(JsonSerializer.Serialize(values, Indented));
    }

    /// <summary>A metric as it is shown: four decimals.</summary>
    internal static string Format(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private sealed class BinaryRow
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class MulticlassRow
    {
        public float Label { get; set; }

        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }
    }

    private sealed class RegressionRow
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }
}
